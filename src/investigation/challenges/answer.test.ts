import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  ana,
  at,
  ben,
  challengeWith,
  changed,
  decided,
  hypothesisWith,
  linesOf,
  momentAt,
  refusalOf,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { ChallengeReplied } from '../../core/input.ts'
import { answerByReply, answerNotNow, answerWithHypothesis, answerWithReason, answerWithTest } from './answer.ts'
import type { Challenge } from './model.ts'
import { reconcileChallenge } from './reconcile.ts'
import type { AnswerContext } from './record-answer.ts'

const state = stateWith({ hypotheses: [hypothesisWith()], challenges: [challengeWith({ askedAt: at(15) })] })
const ctx = momentAt(20)
const here: AnswerContext = { state, id: 'c1', by: ben, ctx }

const reply = (given: Partial<ChallengeReplied> = {}): ChallengeReplied => ({
  type: 'challengeReplied',
  workspaceId: 'T1',
  by: ben,
  incidentId: 'incident',
  challengeNumber: 1,
  isEntry: false,
  text: 'the ALB logs are clean ',
  messageTs: 1_772_421_500_000_100n,
  channelId: 'CINC',
  ...given,
})

describe('a challenge is answered', () => {
  it.each([
    ['by another cause', answerWithHypothesis(here, 'a bad deploy'), 'hypothesis', 'hypothesis.proposed'],
    ['by a test', answerWithTest(here, 'bypass it', 10), 'test', 'test.begun'],
    ['by a reason', answerWithReason(here, ' graphs agree '), 'keep', 'entry.added'],
    ['by a reply in its thread', answerByReply(state, reply(), ctx), 'reply', 'entry.added'],
  ])('%s, with what follows from it, and shown so', (_, outcome, kind, consequence) => {
    const decision = decided(outcome)
    expect(changed(decision, 'challenge.answered')).toMatchObject([{ id: 'c1', by: ben.id, kind, at: at(20) }])
    expect(typesOf(decision)).toContain(consequence)
    expect(decision.send.map(({ call }) => call)).toContainEqual({ do: 'refresh', liveMessage: 'challenge:1' })
  })

  it.each([
    ['a reason', answerWithReason(here, 'graphs agree')],
    ['a test', answerWithTest(here, 'bypass it', 10)],
    ['another cause', answerWithHypothesis(here, 'a bad deploy')],
  ])('once: after %s nothing is left to answer', (_, outcome) => {
    const after = apply(state, decided(outcome).changes)
    expect(reconcileChallenge(after, ctx).changes.map(({ type }) => type)).not.toContain('challenge.answered')
    expect(refusalOf(answerWithReason({ ...here, state: after, by: ana }, 'me too'))).toContain(
      'Ben Berg answered that already',
    )
    expect(decided(answerByReply(after, reply(), ctx))).toEqual({ changes: [], send: [] })
  })

  it('by a reply that is put on record where and when it was said', () => {
    const [added] = changed(decided(answerByReply(state, reply(), ctx)), 'entry.added')
    expect(added?.entry).toMatchObject({
      kind: 'challenge',
      text: 'the ALB logs are clean',
      channelId: 'CINC',
      messageTs: 1_772_421_500_000_100n,
      occurredAt: new Date('2026-03-02T03:18:20.000Z'),
      authorId: ben.id,
    })
  })

  it('by a reply that was captured before: no second entry', () => {
    expect(typesOf(decided(answerByReply(state, reply({ isEntry: true }), ctx)))).toEqual(['challenge.answered'])
  })
})

describe('an answer that is none', () => {
  const gone = stateWith({ challenges: [challengeWith({ state: 'superseded' })] })
  it.each([
    ['no words for a cause', answerWithHypothesis(here, '  '), 'What could it be?'],
    ['a cause already in the ledger', answerWithHypothesis(here, 'alb is FAILING!'), 'It is in the ledger already'],
    ['no words for a test', answerWithTest(here, ' ', 10), 'What would tell?'],
    ['a test without an end', answerWithTest(here, 'x', Number.NaN), 'A whole number from 1 to 1440'],
    ['a test that takes no time', answerWithTest(here, 'x', 0), 'A whole number from 1 to 1440'],
    ['a test of more than a day', answerWithTest(here, 'x', 1441), 'A whole number from 1 to 1440'],
    ['no reason', answerWithReason(here, '\n'), 'Say why in a few words.'],
    ['a question that is not there', answerWithReason({ ...here, id: 'c9' }, 'x'), 'not there any more'],
    ['a question that was replaced', answerWithReason({ ...here, state: gone }, 'x'), 'replaced by a newer one'],
  ])('%s is refused in a sentence', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })

  it('is ignored where it is only talk: an empty reply, or one to a question no longer open', () => {
    expect(answerByReply(state, reply({ text: ' ' }), ctx)).toEqual({ changes: [], send: [] })
    expect(answerByReply(gone, reply(), ctx)).toEqual({ changes: [], send: [] })
    expect(answerByReply(stateWith(), reply(), ctx)).toEqual({ changes: [], send: [] })
  })

  it('quotes nobody into a ping', () => {
    const answered = { state: 'answered' as const, answeredBy: 'UX', answer: '<!channel>' }
    const outcome = answerWithReason({ ...here, state: stateWith({ challenges: [challengeWith(answered)] }) }, 'x')
    expect(refusalOf(outcome)).toContain('“&lt;!channel&gt;”')
    const lines = linesOf(decided(answerWithTest(here, '<!here>', 10)))
    expect(lines.join()).not.toContain('<!')
  })
})

describe('a question that ended otherwise', () => {
  it.each<[string, Partial<Challenge>, string]>([
    [
      'by what was done in the ledger, by nobody in particular',
      { answerKind: 'ledger', answeredBy: null, answer: 'explained' },
      'That is answered already: “explained”',
    ],
    [
      'because the incident moved on',
      { answerKind: 'moot', answeredBy: null, answer: 'monitoring' },
      'That question is no longer needed: monitoring.',
    ],
  ])('%s is told so', (_, given, sentence) => {
    const challenges = [challengeWith({ state: 'answered', answeredAt: at(18), ...given })]
    expect(refusalOf(answerWithReason({ ...here, state: stateWith({ challenges }) }, 'x'))).toBe(sentence)
  })
})

describe('put off', () => {
  const decision = decided(answerNotNow(here, 30, ' the database team is in a call <!here> '))

  it('with a reason, said to all, until then', () => {
    expect(changed(decision, 'challenge.answered')[0]).toMatchObject({
      kind: 'later',
      answer: 'the database team is in a call <!here>',
      until: at(50),
    })
    expect(changed(decision, 'entry.added')[0]?.entry.text).toBe(
      'No questions for 30 min, because the database team is in a call <!here>',
    )
    expect(linesOf(decision)).toEqual([
      '*No questions for 30 min:* the database team is in a call &lt;!here&gt; · Ben Berg',
    ])
  })

  it('can be taken back: then the question waits for an answer again', () => {
    const [deed] = changed(decision, 'undoable.done')
    expect(deed?.inverse).toContainEqual({ type: 'challenge.reopened', id: 'c1' })
    const after = apply(apply(state, decision.changes), deed?.inverse ?? [])
    expect(after.challenges[0]).toMatchObject({ state: 'open', answeredAt: null, until: null })
  })

  it.each([
    ['no reason', 30, ' ', 'text'],
    ['no length', Number.NaN, 'x', 'minutes'],
    ['a length nobody is offered', 10_000, 'x', 'minutes'],
  ])('%s is refused at its field', (_, minutes, words, field) => {
    expect(answerNotNow(here, minutes, words)).toMatchObject({ field })
  })
})

describe('kept, again and again', () => {
  /** What whoever keeps it is told, after so many times before. */
  function told(before: number, given: Partial<Challenge> = {}): string {
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

  it('the third time in a row is told of fresh eyes, privately', () => {
    expect(told(1)).toBe('""')
    expect(told(2)).toContain('Ask fresh eyes…')
    expect(told(3)).toBe('""')
    expect(told(2, { hypothesisId: 'h2' })).toBe('""')
  })

  it('is not told of them where it was refused', () => {
    expect(refusalOf(answerWithReason(here, ' '))).toBe('Say why in a few words.')
  })
})
