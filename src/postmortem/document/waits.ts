import type { Unexplained } from '../../investigation/ledger/model.ts'
import { waitBegunEntry, waitEndedEntry } from '../../investigation/ledger/waits/entry-data.ts'
import type { Wait } from '../../investigation/ledger/waits/model.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { PostMortemInput } from '../input.ts'
import type { ResponseState } from '../state.ts'
import type { Observation, WaitRecord } from './investigation.ts'
import { collectEntryIds, entryPermalink, findEntriesRecordedAt, toIsoString } from './traces.ts'

/** A wait on a third party, and its outcome. */
export function buildWaitRecord({ state, entries }: PostMortemInput, wait: Wait): WaitRecord {
  const begun = findEntriesRecordedAt(entries, 'waiting', wait.since).find(
    (entry) => waitBegunEntry.read(entry)?.waitId === wait.id,
  )
  const ended = findEntriesRecordedAt(entries, 'waiting', wait.endedAt).find(
    (entry) => waitEndedEntry.read(entry)?.waitId === wait.id,
  )
  return {
    on: wait.party,
    about: wait.about,
    from: wait.since.toISOString(),
    to: toIsoString(wait.endedAt),
    outcome: wait.outcome,
    meanwhile: wait.meanwhile,
    permalink: entryPermalink(state, begun),
    entries: collectEntryIds(begun, ended),
  }
}

/** An observation that was unexplained at first. It is open again once its explanation has been ruled out. */
export function buildObservation({ state, entries }: PostMortemInput, seen: Unexplained): Observation {
  const entry = entries.find(({ id }) => id === seen.entryId)
  const by = findExplainingHypothesis(state, seen)
  return {
    text: entry?.text || seen.text,
    since: seen.since.toISOString(),
    permalink: makePermalink(state.workspaceUrl, entry ?? seen),
    explainedAt: toIsoString(seen.explainedAt),
    explainedBy: by?.statement ?? null,
    isOpen: seen.explainedAt === null || by?.state === 'ruled_out',
    entries: collectEntryIds(entry),
  }
}

const findExplainingHypothesis = ({ hypotheses }: ResponseState, { explainedBy }: Unexplained) =>
  hypotheses.find(({ id }) => id === explainedBy)
