import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  ana,
  at,
  ben,
  challengeWith,
  changed,
  contextAt,
  decided,
  hypothesisWith,
  linesOf,
  refusalOf,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { LiveMessageReplied } from '../../core/input.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { answerByReply, answerNotNow, answerWithHypothesis, answerWithReason, answerWithTest } from './answer.ts'
import { challengeAnswered, challengeReopened } from './changes.ts'
import type { Challenge } from './model.ts'
import { reconcileChallenge } from './reconcile.ts'
import type { AnswerContext } from './record-answer.ts'

const state = stateWith({ hypotheses: [hypothesisWith()], challenges: [challengeWith({ askedAt: at(15) })] })
const ctx = contextAt(20)
const here: AnswerContext = { ...ctx, state, challengeId: 'c1', by: ben }

const reply = (given: Partial<LiveMessageReplied> = {}): LiveMessageReplied => ({
  type: 'liveMessageReplied',
  workspaceId: 'T1',
  by: ben,
  incidentId: 'incident',
  liveMessage: 'challenge:1',
  isEntry: false,
  text: 'the ALB logs are clean ',
  messageTs: 1_772_421_500_000_100n,
  channelId: 'CINC',
  ...given,
})

describe('answering a challenge', () => {
  it.each([
    ['by another cause', answerWithHypothesis(here, 'a bad deploy'), 'hypothesis', 'hypothesis.proposed'],
    ['by a test', answerWithTest(here, 'bypass it', 10), 'test', 'test.begun'],
    ['by a reason', answerWithReason(here, ' graphs agree '), 'keep', 'entry.added'],
    ['by a reply in its thread', answerByReply({ ...ctx, state, by: ben }, reply()), 'reply', 'entry.added'],
  ])('%s records the answer and its consequence, and refreshes the message', (_, outcome, kind, consequence) => {
    const decision = decided(outcome)
    expect(changed(decision, challengeAnswered)).toMatchObject([{ id: 'c1', by: ben.id, kind, at: at(20) }])
    expect(typesOf(decision)).toContain(consequence)
    expect(decision.send.map(({ call }) => call)).toContainEqual({ do: 'refresh', liveMessage: 'challenge:1' })
  })

  it.each([
    ['a reason', answerWithReason(here, 'graphs agree')],
    ['a test', answerWithTest(here, 'bypass it', 10)],
    ['another cause', answerWithHypothesis(here, 'a bad deploy')],
  ])('is possible only once: %s leaves nothing to answer', (_, outcome) => {
    const after = apply(state, decided(outcome).changes)
    expect(reconcileChallenge({ ...ctx, state: after }).changes.map(({ type }) => type)).not.toContain(
      'challenge.answered',
    )
    expect(refusalOf(answerWithReason({ ...here, state: after, by: ana }, 'me too'))).toContain(
      'Ben Berg answered that already',
    )
    expect(decided(answerByReply({ ...ctx, state: after, by: ben }, reply()))).toEqual({ changes: [], send: [] })
  })

  it('by a reply records it where and when it was posted', () => {
    const [added] = changed(decided(answerByReply({ ...ctx, state, by: ben }, reply())), entryAdded)
    expect(added?.entry).toMatchObject({
      kind: 'challenge',
      text: 'the ALB logs are clean',
      channelId: 'CINC',
      messageTs: 1_772_421_500_000_100n,
      occurredAt: new Date('2026-03-02T03:18:20.000Z'),
      authorId: ben.id,
    })
  })

  it('by a reply that was captured before adds no second entry', () => {
    expect(typesOf(decided(answerByReply({ ...ctx, state, by: ben }, reply({ isEntry: true }))))).toEqual([
      'challenge.answered',
    ])
  })
})

describe('an invalid answer', () => {
  const gone = stateWith({ challenges: [challengeWith({ state: 'superseded' })] })
  it.each([
    ['an empty cause', answerWithHypothesis(here, '  '), 'What could it be?'],
    ['a cause already in the ledger', answerWithHypothesis(here, 'alb is FAILING!'), 'It is in the ledger already'],
    ['an empty test', answerWithTest(here, ' ', 10), 'What would tell?'],
    ['a test without a duration', answerWithTest(here, 'x', Number.NaN), 'A whole number from 1 to 1440'],
    ['a test of 0 minutes', answerWithTest(here, 'x', 0), 'A whole number from 1 to 1440'],
    ['a test of more than a day', answerWithTest(here, 'x', 1441), 'A whole number from 1 to 1440'],
    ['an empty reason', answerWithReason(here, '\n'), 'Say why in a few words.'],
    ['an answer to an unknown question', answerWithReason({ ...here, challengeId: 'c9' }, 'x'), 'not there any more'],
    ['an answer to a superseded question', answerWithReason({ ...here, state: gone }, 'x'), 'replaced by a newer one'],
  ])('%s is refused, with the reason', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })

  it('is ignored if it is an empty reply, or one to a question no longer open', () => {
    expect(answerByReply({ ...ctx, state, by: ben }, reply({ text: ' ' }))).toEqual({ changes: [], send: [] })
    expect(answerByReply({ ...ctx, state: gone, by: ben }, reply())).toEqual({ changes: [], send: [] })
    expect(answerByReply({ ...ctx, state: stateWith(), by: ben }, reply())).toEqual({ changes: [], send: [] })
  })

  it('pings nobody when it is quoted', () => {
    const answered = { state: 'answered' as const, answeredBy: 'UX', answer: '<!channel>' }
    const outcome = answerWithReason({ ...here, state: stateWith({ challenges: [challengeWith(answered)] }) }, 'x')
    expect(refusalOf(outcome)).toContain('“&lt;!channel&gt;”')
    const lines = linesOf(decided(answerWithTest(here, '<!here>', 10)))
    expect(lines.join()).not.toContain('<!')
  })
})

describe('answering a question that has ended', () => {
  it.each<[string, Partial<Challenge>, string]>([
    [
      'with an answer in the ledger, by nobody in particular',
      { answerKind: 'ledger', answeredBy: null, answer: 'explained' },
      'That is answered already: “explained”',
    ],
    [
      'because the incident moved on',
      { answerKind: 'moot', answeredBy: null, answer: 'monitoring' },
      'That question is no longer needed: monitoring.',
    ],
  ])('%s is refused, with how it ended', (_, given, sentence) => {
    const challenges = [challengeWith({ state: 'answered', answeredAt: at(18), ...given })]
    expect(refusalOf(answerWithReason({ ...here, state: stateWith({ challenges }) }, 'x'))).toBe(sentence)
  })
})

describe('putting questions off', () => {
  const decision = decided(answerNotNow(here, 30, ' the database team is in a call <!here> '))

  it('is posted publicly, with the reason and until when', () => {
    expect(changed(decision, challengeAnswered)[0]).toMatchObject({
      kind: 'later',
      answer: 'the database team is in a call <!here>',
      until: at(50),
    })
    expect(changed(decision, entryAdded)[0]?.entry.text).toBe(
      'No questions for 30 min, because the database team is in a call <!here>',
    )
    expect(linesOf(decision)).toEqual([
      '*No questions for 30 min:* the database team is in a call &lt;!here&gt; · Ben Berg',
    ])
  })

  it('can be undone, which reopens the question', () => {
    const [undoable] = changed(decision, undoableDone)
    expect(undoable?.inverse).toContainEqual(challengeReopened({ id: 'c1' }))
    const after = apply(apply(state, decision.changes), undoable?.inverse ?? [])
    expect(after.challenges[0]).toMatchObject({ state: 'open', answeredAt: null, until: null })
  })

  it.each([
    ['without a reason', 30, ' ', 'text'],
    ['without a delay', Number.NaN, 'x', 'minutes'],
    ['with a delay that is not offered', 10_000, 'x', 'minutes'],
  ])('is refused %s', (_, minutes, words, field) => {
    expect(answerNotNow(here, minutes, words)).toMatchObject({ field })
  })
})

describe('keeping again and again', () => {
  /** The private hint after a *Keep*, given how many came before it. */
  function hintAfter(before: number, given: Partial<Challenge> = {}): string {
    const earlier = Array.from({ length: before }, (_, index) =>
      challengeWith({
        id: `e${index}`,
        state: 'answered',
        answerKind: 'keep',
        answeredAt: at(index),
        ...given,
      }),
    )
    const challenges = [...earlier, challengeWith()]
    const outcome = answerWithReason({ ...here, state: { ...state, challenges } }, 'graphs agree')
    return JSON.stringify(decided(outcome).answer ?? '')
  }

  it('hints at fresh eyes privately the third time in a row', () => {
    expect(hintAfter(1)).toBe('""')
    expect(hintAfter(2)).toContain('Ask fresh eyes…')
    expect(hintAfter(3)).toBe('""')
    expect(hintAfter(2, { hypothesisId: 'h2' })).toBe('""')
  })

  it('is refused without a reason, and then gives no hint', () => {
    expect(refusalOf(answerWithReason(here, ' '))).toBe('Say why in a few words.')
  })
})
