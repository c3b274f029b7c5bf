import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import {
  entryAdded,
  entryCompleted,
  entryDeletedInSlack,
  entryReclassified,
  entryRevised,
  entryWithdrawn,
} from '../../core/record/changes.ts'
import { channelAssigned } from '../../incident/lifecycle/changes.ts'
import { entryCorrected, entryCorrectionUndone, entryResultSet } from '../../timeline/editor/changes.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import * as ledgerChanges from './changes.ts'
import { makeLedgerRefresh } from './ledger.ts'
import { waitBegun, waitEnded, waitRemoved } from './waits/changes.ts'

/** The ledger's own changes. */
const ownChanges = Object.values(ledgerChanges)
/** Changes of others to what the ledger shows, or to where it is shown. */
const otherChanges = [
  channelAssigned,
  entryWithdrawn,
  entryReclassified,
  entryResultSet,
  entryCorrected,
  entryCorrectionUndone,
  entryRevised,
  entryCompleted,
  entryDeletedInSlack,
  waitBegun,
  waitRemoved,
  waitEnded,
]

const isShownInLedger = (change: StateChange): boolean =>
  otherChanges.some((creator) => creator.is(change)) || (entryAdded.is(change) && change.entry.kind === 'action')

/** Refreshes the ledger's live message after any change to what it shows. Its first content posts it. */
export function reconcileLedger({ state }: InvestigationContext, changes: readonly StateChange[]): Decision {
  const isOwn = changes.some((change) => ownChanges.some((creator) => creator.is(change)))
  if (hasLedger(state))
    return isOwn || changes.some(isShownInLedger) ? { changes: [], send: makeLedgerRefresh(state) } : emptyDecision
  // The last content may just have been undone: refresh the message if it exists, but do not post an empty one.
  return isOwn ? { changes: [], send: makeLedgerRefresh(state, 'standing') } : emptyDecision
}

/** Waits and actions do not count: they alone do not bring up a ledger. */
const hasLedger = ({ hypotheses, otherTests, unexplained }: InvestigationState): boolean =>
  hypotheses.length + otherTests.length + unexplained.length > 0
