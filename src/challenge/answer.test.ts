import { describe, expect, it } from 'vitest'
import { apply } from '../../test/support/apply.ts'
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
} from '../../test/support/situation.ts'
import type { Replied } from '../dispatch/input.ts'
import { answerByReply, answerWithHypothesis, answerWithReason, answerWithTest } from './answer.ts'
import { settleChallenge } from './ask.ts'

const state = stateWith({ hypotheses: [hypothesisWith()], challenges: [challengeWith({ askedAt: at(15) })] })
const moment = momentAt(20)

const reply = (given: Partial<Replied> = {}): Replied => ({
  type: 'replied',
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
    [
      'by another cause',
      answerWithHypothesis(state, 'c1', 'a bad deploy', ben, moment),
      'hypothesis',
      'hypothesis.proposed',
    ],
    ['by a test', answerWithTest(state, 'c1', 'bypass it', 10, ben, moment), 'test', 'test.begun'],
    ['by a reason', answerWithReason(state, 'c1', ' graphs agree ', ben, moment), 'keep', 'entry.added'],
    ['by a reply in its thread', answerByReply(state, reply(), moment), 'reply', 'entry.added'],
  ])('%s, with what follows from it, and shown so', (_, outcome, kind, consequence) => {
    const decision = decided(outcome)
    expect(changed(decision, 'challenge.answered')).toMatchObject([
      { id: 'c1', by: ben.id, kind, at: at(20) },
    ])
    expect(typesOf(decision)).toContain(consequence)
    expect(decision.send.map(({ call }) => call)).toContainEqual({ do: 'refresh', board: 'challenge:1' })
  })

  it.each([
    ['a reason', answerWithReason(state, 'c1', 'graphs agree', ben, moment)],
    ['a test', answerWithTest(state, 'c1', 'bypass it', 10, ben, moment)],
    ['another cause', answerWithHypothesis(state, 'c1', 'a bad deploy', ben, moment)],
  ])('once: after %s nothing is left to answer', (_, outcome) => {
    const after = apply(state, decided(outcome).changes)
    expect(settleChallenge(after, moment).changes.map(({ type }) => type)).not.toContain('challenge.answered')
    expect(refusalOf(answerWithReason(after, 'c1', 'me too', ana, moment))).toContain(
      'Ben Berg answered that already',
    )
    expect(decided(answerByReply(after, reply(), moment))).toEqual({ changes: [], send: [] })
  })

  it('by a reply that is put on record where and when it was said', () => {
    const [added] = changed(decided(answerByReply(state, reply(), moment)), 'entry.added')
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
    expect(typesOf(decided(answerByReply(state, reply({ isEntry: true }), moment)))).toEqual([
      'challenge.answered',
    ])
  })
})

describe('an answer that is none', () => {
  const gone = stateWith({ challenges: [challengeWith({ state: 'superseded' })] })
  it.each([
    ['no words for a cause', answerWithHypothesis(state, 'c1', '  ', ben, moment), 'What could it be?'],
    [
      'a cause already in the ledger',
      answerWithHypothesis(state, 'c1', 'alb is FAILING!', ben, moment),
      'It is in the ledger already',
    ],
    ['no words for a test', answerWithTest(state, 'c1', ' ', 10, ben, moment), 'What would tell?'],
    [
      'a test without an end',
      answerWithTest(state, 'c1', 'x', Number.NaN, ben, moment),
      'A whole number from 1 to 1440',
    ],
    [
      'a test that takes no time',
      answerWithTest(state, 'c1', 'x', 0, ben, moment),
      'A whole number from 1 to 1440',
    ],
    [
      'a test of more than a day',
      answerWithTest(state, 'c1', 'x', 1441, ben, moment),
      'A whole number from 1 to 1440',
    ],
    ['no reason', answerWithReason(state, 'c1', '\n', ben, moment), 'Say why in a few words.'],
    ['a question that is not there', answerWithReason(state, 'c9', 'x', ben, moment), 'not there any more'],
    [
      'a question that was replaced',
      answerWithReason(gone, 'c1', 'x', ben, moment),
      'replaced by a newer one',
    ],
  ])('%s is refused in a sentence', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })

  it('is ignored where it is only talk: an empty reply, or one to a question no longer open', () => {
    expect(answerByReply(state, reply({ text: ' ' }), moment)).toEqual({ changes: [], send: [] })
    expect(answerByReply(gone, reply(), moment)).toEqual({ changes: [], send: [] })
    expect(answerByReply(stateWith(), reply(), moment)).toEqual({ changes: [], send: [] })
  })

  it('quotes nobody into a ping', () => {
    const answered = { state: 'answered' as const, answeredBy: 'UX', answer: '<!channel>' }
    const outcome = answerWithReason(
      stateWith({ challenges: [challengeWith(answered)] }),
      'c1',
      'x',
      ben,
      moment,
    )
    expect(refusalOf(outcome)).toContain('“&lt;!channel&gt;”')
    const lines = linesOf(decided(answerWithTest(state, 'c1', '<!here>', 10, ben, moment)))
    expect(lines.join()).not.toContain('<!')
  })
})
