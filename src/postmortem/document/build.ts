import type { Entry } from '../../core/record/model.ts'
import { stateName } from '../../investigation/ledger/model.ts'
import { excludeRevertedHypotheses } from '../../investigation/stats/led.ts'
import { measureInvestigation } from '../../investigation/stats/measure.ts'
import type { PostMortemInput } from '../input.ts'
import type { ResponseState } from '../state.ts'
import { buildFollowUpItems, buildLessons, listWrittenSections } from './aftermath.ts'
import { buildBriefsAsked, buildChallengeRecords } from './challenges.ts'
import { buildIncidentFacts } from './facts.ts'
import { findDocumentGaps } from './gaps.ts'
import { buildHypothesisRecord, buildTestRun } from './hypotheses.ts'
import type { HypothesisRecord } from './investigation.ts'
import type { ActionTaken, TimelineLine } from './lines.ts'
import type { PostMortem } from './model.ts'
import { buildTimelineLine, displayNameOrNull, toIsoString } from './traces.ts'
import { buildObservation, buildWaitRecord } from './waits.ts'

/** Builds the document from what is stored. Pure. Whatever nobody supplied becomes a gap. */
export function buildPostMortem(material: PostMortemInput): PostMortem {
  const { state, entries } = material
  const timeline = buildTimelineLines(material)
  const believed = excludeRevertedHypotheses(state.hypotheses).map((hypothesis) =>
    buildHypothesisRecord(material, hypothesis),
  )
  const lessons = buildLessons(state, entries)
  const followUps = buildFollowUpItems(state)
  const written = listWrittenSections(material)
  return {
    version: 1,
    ...buildIncidentFacts(material),
    contributors: listContributors(entries),
    timeline,
    believed,
    causes: groupCauses(believed),
    otherTests: state.otherTests.map((test) => buildTestRun(material, test)),
    actions: buildActionsTaken(state, entries, timeline),
    waits: state.waits.map((wait) => buildWaitRecord(material, wait)),
    recurrences: timeline.filter(({ kind }) => kind === 'recurrence'),
    unexplained: state.unexplained.map((seen) => buildObservation(material, seen)),
    challenges: buildChallengeRecords(material),
    briefs: buildBriefsAsked(state),
    measures: measureInvestigation({ ...state, actions: entries.filter(({ kind }) => kind === 'action') }),
    lessons,
    followUps,
    written,
    gaps: findDocumentGaps(material, { lessons, followUps, written }),
  }
}

const groupCauses = (believed: readonly HypothesisRecord[]): PostMortem['causes'] => ({
  confirmed: believed.filter(({ verdict }) => verdict === 'cause'),
  contributing: believed.filter(({ verdict }) => verdict === 'contributing'),
  suspected: believed.filter(({ state }) => state === stateName.open),
  ruledOut: believed.filter(({ state }) => state === stateName.ruled_out),
})

function buildTimelineLines({ state, entries, pictures }: PostMortemInput): TimelineLine[] {
  const kept = Map.groupBy(pictures, ({ entryId }) => entryId)
  return entries.map((entry) => buildTimelineLine(state, entry, kept.get(entry.id) ?? []))
}

function buildActionsTaken(
  state: ResponseState,
  entries: readonly Entry[],
  timeline: readonly TimelineLine[],
): ActionTaken[] {
  return timeline.flatMap((line, index) => {
    const entry = entries[index]
    if (entry?.kind !== 'action') return []
    const { result: is, resultNote: note, resultBy, resultAt } = entry
    return [{ ...line, result: is && { is, note, by: displayNameOrNull(state, resultBy), at: toIsoString(resultAt) } }]
  })
}

const listContributors = (entries: readonly Entry[]): string[] => [
  ...new Set(entries.flatMap(({ authorName, captured }) => (authorName && captured ? [authorName] : []))),
]
