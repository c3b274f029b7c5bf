import type { StateChange } from '../../core/change.ts'
import { type Decision, emptyDecision } from '../../core/decision.ts'
import { entryAdded } from '../../core/record/changes.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { makeLedgerRefresh } from './ledger.ts'

/** Changes of other features that affect what the ledger shows. */
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
  ledgerAffectingChangeTypes.has(change.type) || (entryAdded.is(change) && change.entry.kind === 'action')

/** Refreshes the ledger's live message after any change to what it shows. Its first content posts it. */
export function reconcileLedger(
  state: IncidentState,
  _ctx: DecisionContext,
  changes: readonly StateChange[],
): Decision {
  const isOwn = changes.some(({ type }) => ledgerChangePattern.test(type))
  if (hasLedger(state))
    return isOwn || changes.some(isShownInLedger) ? { changes: [], send: makeLedgerRefresh(state) } : emptyDecision
  // The last content may just have been undone: refresh the message if it exists, but do not post an empty one.
  return isOwn ? { changes: [], send: makeLedgerRefresh(state, 'standing') } : emptyDecision
}

/** Waits and actions do not count: they alone do not bring up a ledger. */
const hasLedger = ({ hypotheses, otherTests, unexplained }: IncidentState): boolean =>
  hypotheses.length + otherTests.length + unexplained.length > 0
