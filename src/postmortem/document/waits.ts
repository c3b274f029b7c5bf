import type { IncidentState } from '../../core/state.ts'
import type { Unexplained } from '../../investigation/ledger/model.ts'
import type { Wait } from '../../investigation/ledger/waits/model.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { PostMortemInput } from '../input.ts'
import type { Observation, WaitRecord } from './investigation.ts'
import { idsOf, linkOf, recordedAt, toIsoString } from './traces.ts'

/** On whom the team waited, and what came of it. */
export function buildWaitRecord({ state, entries }: PostMortemInput, wait: Wait): WaitRecord {
  const [begun] = recordedAt(entries, 'waiting', wait.since)
  const [ended] = recordedAt(entries, 'waiting', wait.endedAt)
  return {
    on: wait.party,
    about: wait.about,
    from: wait.since.toISOString(),
    to: toIsoString(wait.endedAt),
    outcome: wait.outcome,
    meanwhile: wait.meanwhile,
    permalink: linkOf(state, begun),
    entries: idsOf(begun, ended),
  }
}

/** What nobody had explained at first. Explained by what was ruled out since, it is open again. */
export function buildObservation({ state, entries }: PostMortemInput, seen: Unexplained): Observation {
  const entry = entries.find(({ id }) => id === seen.entryId)
  const by = explaining(state, seen)
  return {
    text: entry?.text || seen.text,
    since: seen.since.toISOString(),
    permalink: makePermalink(state.workspaceUrl, entry ?? seen),
    explainedAt: toIsoString(seen.explainedAt),
    explainedBy: by?.statement ?? null,
    isOpen: seen.explainedAt === null || by?.state === 'ruled_out',
    entries: idsOf(entry),
  }
}

const explaining = ({ hypotheses }: IncidentState, { explainedBy }: Unexplained) =>
  hypotheses.find(({ id }) => id === explainedBy)
