import type { Entry } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { stateName } from '../../investigation/ledger/model.ts'
import { excludeRevertedHypotheses } from '../../investigation/stats/led.ts'
import { measureInvestigation } from '../../investigation/stats/measure.ts'
import type { PostMortemInput } from '../input.ts'
import { followUpsOf, lessonsOf, writtenOf } from './aftermath.ts'
import { briefsAsked, buildChallengeRecords } from './challenges.ts'
import { buildIncidentFacts } from './facts.ts'
import { findDocumentGaps } from './gaps.ts'
import { buildHypothesisRecord, testRun } from './hypotheses.ts'
import type { HypothesisRecord } from './investigation.ts'
import type { ActionTaken, TimelineLine } from './lines.ts'
import type { PostMortem } from './model.ts'
import { nameIfAny, timelineLine, toIsoString } from './traces.ts'
import { buildObservation, buildWaitRecord } from './waits.ts'

/** Builds the document from what is stored. Pure. Whatever nobody supplied becomes a gap. */
export function buildPostMortem(material: PostMortemInput): PostMortem {
  const { state, entries } = material
  const timeline = buildTimelineLines(material)
  const believed = excludeRevertedHypotheses(state.hypotheses).map((hypothesis) =>
    buildHypothesisRecord(material, hypothesis),
  )
  const lessons = lessonsOf(state, entries)
  const followUps = followUpsOf(state)
  const written = writtenOf(material)
  return {
    version: 1,
    ...buildIncidentFacts(material),
    contributors: contributors(entries),
    timeline,
    believed,
    causes: causesOf(believed),
    otherTests: state.otherTests.map((test) => testRun(material, test)),
    actions: buildActionsTaken(state, entries, timeline),
    waits: state.waits.map((wait) => buildWaitRecord(material, wait)),
    recurrences: timeline.filter(({ kind }) => kind === 'recurrence'),
    unexplained: state.unexplained.map((seen) => buildObservation(material, seen)),
    challenges: buildChallengeRecords(material),
    briefs: briefsAsked(state),
    measures: measureInvestigation({ ...state, actions: entries.filter(({ kind }) => kind === 'action') }),
    lessons,
    followUps,
    written,
    gaps: findDocumentGaps(material, { lessons, followUps, written }),
  }
}

const causesOf = (believed: readonly HypothesisRecord[]): PostMortem['causes'] => ({
  confirmed: believed.filter(({ verdict }) => verdict === 'cause'),
  contributing: believed.filter(({ verdict }) => verdict === 'contributing'),
  suspected: believed.filter(({ state }) => state === stateName.open),
  ruledOut: believed.filter(({ state }) => state === stateName.ruled_out),
})

function buildTimelineLines({ state, entries, pictures }: PostMortemInput): TimelineLine[] {
  const kept = Map.groupBy(pictures, ({ entryId }) => entryId)
  return entries.map((entry) => timelineLine(state, entry, kept.get(entry.id) ?? []))
}

function buildActionsTaken(
  state: IncidentState,
  entries: readonly Entry[],
  timeline: readonly TimelineLine[],
): ActionTaken[] {
  return timeline.flatMap((line, index) => {
    const entry = entries[index]
    if (entry?.kind !== 'action') return []
    const { result: is, resultNote: note, resultBy, resultAt } = entry
    return [{ ...line, result: is && { is, note, by: nameIfAny(state, resultBy), at: toIsoString(resultAt) } }]
  })
}

const contributors = (entries: readonly Entry[]): string[] => [
  ...new Set(entries.flatMap(({ authorName, captured }) => (authorName && captured ? [authorName] : []))),
]
