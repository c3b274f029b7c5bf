import type { Change, Decision, Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { oneLine } from '../../platform/text.ts'
import { minute } from '../../platform/time/durations.ts'
import { isLength, minutesAsked, questioned } from './begin-test.ts'
import { removed, speaking } from './evidence.ts'
import { inLedger } from './ledger.ts'
import type { Stance, Test } from './model.ts'

/** What came of a test, and what that says of its hypothesis; its entry is evidence where it says something. */
export function closeTest(
  state: IncidentState,
  test: Test,
  words: string,
  speaks: Stance | null,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const result = oneLine(words)
  if (!result) return { refusal: 'What came of it? A few words are enough.', field: 'result' }
  const no = ended(test)
  if (no) return no
  const hypothesis = state.hypotheses.find(({ id }) => id === test.hypothesisId)
  const says = hypothesis && speaks
  const deed = {
    text: `Tested: ${test.text}. ${result}`,
    words: `*Tested:* ${escapeMrkdwn(test.text)}: ${escapeMrkdwn(result)}${verdict(hypothesis?.statement, speaks)}`,
    subject: `test ${test.id}`,
    changes: (entryId: string): Change[] => [
      { type: 'test.closed', id: test.id, result, speaks, by: by.id, at: ctx.now },
      ...questioned(hypothesis, ctx.now),
      ...(says ? speaking(hypothesis, entryId, speaks, by, ctx) : []),
    ],
    back: (entryId: string): Change[] => [
      { type: 'test.reopened', id: test.id },
      ...questioned(hypothesis, hypothesis?.questionedAt ?? ctx.now),
      ...(says ? [removed(hypothesis, entryId)] : []),
    ],
  }
  return inLedger(state, deed, by, ctx)
}

/** A test takes longer: counted from now. */
export function moreTime(
  state: IncidentState,
  test: Test,
  minutes: number,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const no = ended(test)
  if (no) return no
  if (!isLength(minutes)) return { refusal: minutesAsked, field: 'minutes' }
  const dueAt = new Date(ctx.now.getTime() + minutes * minute)
  if (dueAt <= test.dueAt)
    return {
      refusal: 'It has that much time already. Give its result as soon as you know.',
      field: 'minutes',
    }
  const deed = {
    text: `More time for the test: ${test.text}. Result in ${minutes} min`,
    words: `*More time* for the test: ${escapeMrkdwn(test.text)}`,
    more: `, result in ${minutes} min`,
    subject: `test ${test.id}`,
    changes: (): Change[] => [{ type: 'test.postponed', id: test.id, dueAt }],
    back: (): Change[] => [{ type: 'test.postponed', id: test.id, dueAt: test.dueAt }],
  }
  return inLedger(state, deed, by, ctx)
}

/** Nobody tests it any more: it says nothing, and counts as no test. */
export function giveUp(
  state: IncidentState,
  test: Test,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const no = ended(test)
  if (no) return no
  const deed = {
    text: `Test given up: ${test.text}`,
    words: `*Test given up:* ${escapeMrkdwn(test.text)}`,
    subject: `test ${test.id}`,
    changes: (): Change[] => [
      { type: 'test.closed', id: test.id, result: null, speaks: null, by: by.id, at: ctx.now },
    ],
    back: (): Change[] => [{ type: 'test.reopened', id: test.id }],
  }
  return inLedger(state, deed, by, ctx)
}

function ended({ closedAt, result }: Test): Refusal | undefined {
  if (!closedAt) return undefined
  if (result === null) return { refusal: 'That test was given up.', field: 'result' }
  return { refusal: `It has its result already: “${escapeMrkdwn(result)}”.`, field: 'result' }
}

const verdict = (statement: string | undefined, speaks: Stance | null): string =>
  statement && speaks ? ` (${speaks} “${escapeMrkdwn(statement)}”)` : ''
