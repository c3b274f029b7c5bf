import { combineDecisions, type Decision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { entryBy } from '../../core/record/entry.ts'
import type { WordedData } from '../../core/record/entry-data.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { findDisplayName } from '../../core/state.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import { hypothesisChallenged } from '../ledger/changes.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { refreshChallengeMessage } from './ask.ts'
import { challengeAnswered, challengeReopened } from './changes.ts'
import type { AnswerKind, Challenge } from './model.ts'

/** The context of an answer to one challenge. */
export type AnswerContext = WithActor<InvestigationContext> & { challengeId: string }

/** The challenge a button or modal refers to, if it is still open. */
export function requireOpenChallenge(state: InvestigationState, id: string): { challenge: Challenge } | Refusal {
  const challenge = state.challenges.find((candidate) => candidate.id === id)
  if (!challenge) return { refusal: 'That question is not there any more.' }
  if (challenge.state === 'open') return { challenge }
  if (challenge.state === 'superseded')
    return { refusal: 'That question has been replaced by a newer one, or is no longer needed.' }
  return { refusal: challengeEndedText(state, challenge) }
}

function challengeEndedText(state: InvestigationState, { answerKind, answeredBy, answer }: Challenge): string {
  if (answerKind === 'moot') return `That question is no longer needed: ${answer}.`
  const words = escapeMrkdwn(clipText(firstLine(answer ?? ''), 300))
  return answeredBy
    ? `${escapeMrkdwn(findDisplayName(state, answeredBy))} answered that already: “${words}”`
    : `That is answered already: “${words}”`
}

export interface ChallengeAnswer {
  kind: AnswerKind
  /** The answer as plain text. */
  words: string
  replyTs?: bigint
  /** Until when questions are put off. */
  until?: Date
}

/**
 * Answers an open challenge, together with the consequence of the answer. Only the first answer counts. Undoing the
 * consequence also reopens the challenge.
 */
export function answerWith(
  { state, challengeId: id, by, now }: AnswerContext,
  { words, ...given }: ChallengeAnswer,
  consequence: (challenge: Challenge) => Decision | Refusal,
): Decision | Refusal {
  const found = requireOpenChallenge(state, id)
  if ('refusal' in found) return found
  const outcome = consequence(found.challenge)
  if (isRefusal(outcome)) return outcome
  const answer = words.trim()
  const answered: StateChange = challengeAnswered({ id, by: by.id, answer, at: now, ...given })
  const back: StoredChange[] = [...restoreLastChallenged(state, outcome.changes), challengeReopened({ id })]
  const changes = outcome.changes.map(
    (change): StateChange =>
      undoableDone.is(change) ? undoableDone({ ...change, inverse: [...change.inverse, ...back] }) : change,
  )
  const shown: Decision = { changes: [], send: [refreshChallengeMessage(state, found.challenge)] }
  return combineDecisions({ changes: [answered], send: [] }, { ...outcome, changes }, shown)
}

/** Restores `lastChallengedAt` to its value before the answer. */
const restoreLastChallenged = ({ hypotheses }: InvestigationState, changes: readonly StateChange[]): StoredChange[] =>
  changes.flatMap((change) =>
    hypothesisChallenged.is(change)
      ? hypotheses
          .filter(({ id }) => change.ids.includes(id))
          .map(({ id, lastChallengedAt }) => hypothesisChallenged({ ids: [id], at: lastChallengedAt }))
      : [],
  )

/** What an answer records: `worded` for the timeline, `told` for the public line. */
interface AnswerRecord {
  kind: 'challenge' | 'evidence'
  worded: WordedData
  /** In mrkdwn, without the author. */
  told: string
  subject: string
  changes?: StateChange[]
  back?: StoredChange[]
}

/** Records one entry and one public line, which can be undone. */
export function recordAnswerEntry(ctx: AnswerContext, { kind, worded, told, ...rest }: AnswerRecord): Decision {
  const { state, by } = ctx
  const entry = entryBy(ctx, state.incident.id, kind, worded)
  return recordEntry(ctx, { ...rest, entry, line: `${told} · ${nameOrMention(by)}`, words: told })
}

/** A decision that only changes state and sends nothing. */
export const makeChangesOnlyDecision = (...changes: StateChange[]): Decision => ({ changes, send: [] })
