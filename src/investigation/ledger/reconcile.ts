import { type Decision, emptyDecision, type StateChange } from '../../core/decision.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { makeLedgerRefresh } from './ledger.ts'

/** What can change what the ledger shows besides its own changes. */
const ledgerAffectingChangeTypes = new Set<StateChange['type']>([
  'entry.withdrawn',
  'entry.kind',
  'entry.result',
  'entry.corrected',
  'entry.correction_undone',
  'entry.revised',
  'entry.completed',
  'entry.deleted_in_slack',
  'wait.begun',
  'wait.removed',
  'wait.ended',
])

const ledgerChangePattern = /^(hypothesis|test|evidence|observation)\./

const isShownInLedger = (change: StateChange): boolean =>
  ledgerAffectingChangeTypes.has(change.type) || (change.type === 'entry.added' && change.entry.kind === 'action')

/** Whatever changed what it shows, the ledger in the channel is brought up to date; it comes up with its first row. */
export function reconcileLedger(
  state: IncidentState,
  _ctx: DecisionContext,
  changes: readonly StateChange[],
): Decision {
  const isOwn = changes.some(({ type }) => ledgerChangePattern.test(type))
  if (hasLedger(state))
    return isOwn || changes.some(isShownInLedger) ? { changes: [], send: makeLedgerRefresh(state) } : emptyDecision
  // The last row may just have been taken back.
  return isOwn ? { changes: [], send: makeLedgerRefresh(state, 'standing') } : emptyDecision
}

/** Whether there is anything that only the ledger shows. */
const hasLedger = ({ hypotheses, otherTests, unexplained }: IncidentState): boolean =>
  hypotheses.length + otherTests.length + unexplained.length > 0
