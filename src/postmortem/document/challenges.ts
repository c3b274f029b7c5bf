import type { Entry } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import {
  challengeAskedEntry,
  challengeKeptEntry,
  challengeReplyEntry,
  challengesDeferredEntry,
  tooEarlyEntry,
} from '../../investigation/challenges/entry-data.ts'
import type { Challenge, EscalationLevel } from '../../investigation/challenges/model.ts'
import { challengeLiveMessage } from '../../investigation/challenges/model.ts'
import { reasonName } from '../../investigation/challenges/reason-name.ts'
import { briefSentEntry } from '../../investigation/fresh-eyes/entry-data.ts'
import type { Brief } from '../../investigation/fresh-eyes/model.ts'
import {
  findAnsweringTurn,
  findFollowingTurn,
  type InvestigationTurn,
  listInvestigationTurns,
} from '../../investigation/stats/course.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { PostMortemInput } from '../input.ts'
import type { ResponseState } from '../state.ts'
import type { BriefAsked, ChallengeRecord, CourseChange } from './investigation.ts'
import { collectEntryIds, displayNameOrNull, findEntriesRecordedAt, toIsoString } from './traces.ts'

const askedOfByLevel: Record<EscalationLevel, ChallengeRecord['askedOf']> = {
  0: 'commander',
  1: 'channel',
  2: 'fresh eyes',
}

/** The challenges, with their answers and what followed them. */
export function buildChallengeRecords(material: PostMortemInput): ChallengeRecord[] {
  const { state } = material
  const turns = listInvestigationTurns(state)
  return state.challenges.map((challenge) => buildChallengeRecord(material, challenge, turns))
}

function buildChallengeRecord(
  { state, entries, liveMessages }: PostMortemInput,
  challenge: Challenge,
  turns: readonly InvestigationTurn[],
): ChallengeRecord {
  const answer = findAnsweringTurn(challenge, turns)
  const follower = answer ? undefined : findFollowingTurn(challenge, state.challenges, turns)
  const liveMessage = liveMessages.find(({ name }) => name === challengeLiveMessage(challenge.number))
  const times = [challenge.askedAt, challenge.answeredAt]
  const subject = state.hypotheses.find((hypothesis) => hypothesis.id === challenge.hypothesisId)
  return {
    at: challenge.askedAt.toISOString(),
    permalink: liveMessage ? makePermalink(state.workspaceUrl, liveMessage) : null,
    reason: challenge.reason,
    reasonInWords: reasonName[challenge.reason],
    askedOf: askedOfByLevel[challenge.level],
    hypothesis: subject?.statement ?? null,
    why: challenge.why,
    question: challenge.question,
    answeredAt: toIsoString(challenge.answeredAt),
    answeredBy: displayNameOrNull(state, challenge.answeredBy),
    answerKind: challenge.answerKind,
    answer: challenge.answer,
    answeredWith: answer ? buildCourseChange(answer) : null,
    followedBy: follower ? buildCourseChange(follower) : null,
    entries: collectEntryIds(
      ...times
        .flatMap((at) => findEntriesRecordedAt(entries, 'challenge', at))
        .filter((entry) => challengeIdOf(entry) === challenge.id),
    ),
  }
}

/** The types of entry that belong to a challenge: its question, and each kind of answer that is an entry of its own. */
export const challengeEntryTypes = [
  ...[challengeAskedEntry, challengeKeptEntry, challengesDeferredEntry, tooEarlyEntry, challengeReplyEntry],
  briefSentEntry,
]

const challengeIdOf = (entry: Entry): string | null | undefined =>
  challengeEntryTypes.map((type) => type.read(entry)).find((fields) => fields !== undefined)?.challengeId

const buildCourseChange = ({ kind, text, at }: InvestigationTurn): CourseChange => ({
  what: kind,
  text,
  at: new Date(at).toISOString(),
})

/** The requests for fresh eyes. Leaves out briefs that were never sent. */
export const buildBriefsAsked = (state: ResponseState): BriefAsked[] =>
  state.briefs.flatMap(({ sentAt, ...brief }) => (sentAt ? [buildBriefAsked(state, brief, sentAt)] : []))

const buildBriefAsked = (state: ResponseState, brief: Omit<Brief, 'sentAt'>, sentAt: Date): BriefAsked => ({
  to: findDisplayName(state, brief.recipientId),
  requestedBy: findDisplayName(state, brief.requestedBy),
  sentAt: sentAt.toISOString(),
  answeredAt: toIsoString(brief.answeredAt),
  answer: brief.answer,
  entries: brief.lines.flatMap(({ entryId, included }) => (entryId && included ? [entryId] : [])),
})
