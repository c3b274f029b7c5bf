import type { Decision, Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { InvestigationContext } from '../settings.ts'
import { isValidTestLength, makeQuestionedChanges, testMinutesPrompt } from './begin-test.ts'
import { testClosed, testPostponed, testReopened } from './changes.ts'
import { testClosedEntry, testPostponedEntry } from './entry-data.ts'
import { makeEvidenceAddedChanges, makeEvidenceRemovedChange } from './evidence.ts'
import { recordLedgerAction } from './ledger.ts'
import type { EvidenceStance, HypothesisTest } from './model.ts'

/** Closes a test with its result. If the result points either way, its entry becomes evidence. */
export function closeTest(
  ctx: WithActor<InvestigationContext>,
  test: HypothesisTest,
  words: string,
  speaks: EvidenceStance | null,
): Decision | Refusal {
  const { state, by } = ctx
  const result = toOneLine(words)
  if (!result) return { refusal: 'What came of it? A few words are enough.', field: 'result' }
  const refusal = refuseClosedTest(test)
  if (refusal) return refusal
  const hypothesis = state.hypotheses.find(({ id }) => id === test.hypothesisId)
  const says = hypothesis && speaks
  const action = {
    entry: testClosedEntry({ testId: test.id, test: test.text, result }),
    words: `*Tested:* ${escapeMrkdwn(test.text)}: ${escapeMrkdwn(result)}${stanceSuffix(hypothesis?.statement, speaks)}`,
    subject: `test ${test.id}`,
    changes: (entryId: string): StateChange[] => [
      testClosed({ id: test.id, result, speaks, by: by.id, at: ctx.now }),
      ...makeQuestionedChanges(hypothesis, ctx.now),
      ...(says ? makeEvidenceAddedChanges(ctx, hypothesis, entryId, speaks) : []),
    ],
    back: (entryId: string): StoredChange[] => [
      testReopened({ id: test.id }),
      ...makeQuestionedChanges(hypothesis, hypothesis?.lastChallengedAt ?? ctx.now),
      ...(says ? [makeEvidenceRemovedChange(hypothesis, entryId)] : []),
    ],
  }
  return recordLedgerAction(ctx, action)
}

/** Postpones a test's due time to `minutes` from now. Refuses a time no later than the current one. */
export function extendTest(
  ctx: WithActor<InvestigationContext>,
  test: HypothesisTest,
  minutes: number,
): Decision | Refusal {
  const refusal = refuseClosedTest(test)
  if (refusal) return refusal
  if (!isValidTestLength(minutes)) return { refusal: testMinutesPrompt, field: 'minutes' }
  const dueAt = new Date(ctx.now.getTime() + minutes * minuteMs)
  if (dueAt <= test.dueAt)
    return {
      refusal: 'It has that much time already. Give its result as soon as you know.',
      field: 'minutes',
    }
  const action = {
    entry: testPostponedEntry({ testId: test.id, test: test.text, minutes }),
    words: `*More time* for the test: ${escapeMrkdwn(test.text)}`,
    more: `, result in ${minutes} min`,
    subject: `test ${test.id}`,
    changes: (): StateChange[] => [testPostponed({ id: test.id, dueAt })],
    back: (): StoredChange[] => [testPostponed({ id: test.id, dueAt: test.dueAt })],
  }
  return recordLedgerAction(ctx, action)
}

/** Closes a test without a result; it no longer counts as a test of its hypothesis. */
export function giveUpTest(ctx: WithActor<InvestigationContext>, test: HypothesisTest): Decision | Refusal {
  const refusal = refuseClosedTest(test)
  if (refusal) return refusal
  const action = {
    entry: testClosedEntry({ testId: test.id, test: test.text, result: null }),
    words: `*Test given up:* ${escapeMrkdwn(test.text)}`,
    subject: `test ${test.id}`,
    changes: (): StateChange[] => [testClosed({ id: test.id, result: null, speaks: null, by: ctx.by.id, at: ctx.now })],
    back: (): StoredChange[] => [testReopened({ id: test.id })],
  }
  return recordLedgerAction(ctx, action)
}

function refuseClosedTest({ closedAt, result }: HypothesisTest): Refusal | undefined {
  if (!closedAt) return undefined
  if (result === null) return { refusal: 'That test was given up.', field: 'result' }
  return { refusal: `It has its result already: “${escapeMrkdwn(result)}”.`, field: 'result' }
}

const stanceSuffix = (statement: string | undefined, speaks: EvidenceStance | null): string =>
  statement && speaks ? ` (${speaks} “${escapeMrkdwn(statement)}”)` : ''
