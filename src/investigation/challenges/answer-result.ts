import type { Decision, Refusal } from '../../core/decision.ts'
import { type ActionResult, resultName } from '../../core/record/model.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import { type ActionResultFields, recordActionResult } from '../../timeline/editor/result.ts'
import { extendTest } from '../ledger/close-test.ts'
import { tooEarlyEntry, whatEndedItEntry } from './entry-data.ts'
import { type AnswerContext, answerWith, recordAnswerEntry } from './record-answer.ts'
import { findChallengeSubject } from './subject.ts'

const actionGoneRefusal: Refusal = { refusal: 'That action is not on the timeline any more.' }
const testGoneRefusal: Refusal = { refusal: 'That test is not there any more.' }

/**
 * Gives an action its result in one click, as the command `result` does. `action` is its entry as stored, if there is
 * one.
 */
export function answerWithResult(
  ctx: AnswerContext,
  action: ActionResultFields | undefined,
  result: ActionResult,
): Decision | Refusal {
  return answerWith(ctx, { kind: 'result', words: resultName[result] }, () => {
    const given = action ? recordActionResult(ctx, action, result, '') : actionGoneRefusal
    return 'refusal' in given ? given : given.decision
  })
}

/** *Too early*: nobody can tell yet, and the action stays without a result. */
export const answerTooEarly = (ctx: AnswerContext): Decision | Refusal =>
  answerWith(ctx, { kind: 'later', words: 'too early to tell' }, (challenge) => {
    const { action } = findChallengeSubject(ctx.state, challenge)
    if (!action) return actionGoneRefusal
    const words = clipText(firstLine(action.text), 120)
    return recordAnswerEntry(ctx, {
      kind: 'challenge',
      worded: tooEarlyEntry({ challengeId: challenge.id, action: words }),
      told: `*Too early to tell* whether “${escapeMrkdwn(words)}” worked`,
      subject: `result ${action.entryId}`,
    })
  })

/** By how many minutes *15 min more* extends a test. */
const testExtensionMinutes = 15

/** *15 min more*: extends the test, which holds back weaker questions for that time. */
export const answerMoreTime = (ctx: AnswerContext): Decision | Refusal =>
  answerWith(ctx, { kind: 'test', words: `${testExtensionMinutes} min more` }, (challenge) => {
    const { test } = findChallengeSubject(ctx.state, challenge)
    return test ? extendTest(ctx, test, testExtensionMinutes) : testGoneRefusal
  })

/**
 * *This did…*: names the action that worked, or says in words what did. `action` is null if none was chosen, and
 * undefined if the chosen one is gone.
 */
export function answerWhatFixedIt(
  ctx: AnswerContext,
  action: ActionResultFields | null | undefined,
  words: string,
): Decision | Refusal {
  const said = words.trim()
  const answer = [action?.text, said].filter(Boolean).join(': ')
  return answerWith(ctx, { kind: 'result', words: answer }, () => {
    if (action === undefined) return { ...actionGoneRefusal, field: 'action' }
    if (!action && !said) return { refusal: 'Choose an action, or say what ended it.', field: 'text' }
    if (action) {
      const given = recordActionResult(ctx, action, 'worked', said)
      return 'refusal' in given ? { refusal: given.refusal, field: 'action' } : given.decision
    }
    return recordAnswerEntry(ctx, {
      kind: 'evidence',
      worded: whatEndedItEntry({ challengeId: ctx.challengeId, said }),
      told: `*What ended it:* ${escapeMrkdwn(said)}`,
      subject: 'what ended it',
    })
  })
}
