import { describe, expect, it } from 'vitest'
import { challengeWith, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import type { UnrecordedMessage } from '../../timeline/listening/suggestions.ts'
import { selectHypothesisCandidates } from './candidates.ts'

let ts = 0n
const passed = (text: string, given: Partial<UnrecordedMessage> = {}): UnrecordedMessage => {
  ts += 1n
  const names = new Map([
    ['UANA', 'Ana Alves'],
    ['UBEN', 'Ben Berg'],
  ])
  return { channelId: 'CINC', ts, threadTs: null, authorId: 'UANA', authorName: null, text, names, ...given }
}
const guess = 'maybe the cache is cold after the deploy'
const texts = (...messages: UnrecordedMessage[]) =>
  selectHypothesisCandidates(stateWith(), messages).map(({ text }) => text)

describe('hypothesis candidates', () => {
  it('are messages that sound like a hypothesis, two at most', () => {
    const other = 'I suspect the database is out of connections'
    expect(texts(passed('hello all'), passed(guess), passed('deployed api v2'), passed(other))).toEqual(
      expect.arrayContaining([guess, other]),
    )
    expect(texts(passed(guess), passed(other), passed('could it be DNS?'))).toHaveLength(2)
  })

  it('are quoted as people read them, with their author', () => {
    const [candidate] = selectHypothesisCandidates(stateWith(), [
      passed('I suspect the cache of <@UBEN> is cold\nsee &lt;it&gt;'),
    ])
    expect(candidate).toMatchObject({
      author: 'Ana Alves',
      text: 'I suspect the cache of @Ben Berg is cold see <it>',
    })
    const [unknown] = selectHypothesisCandidates(stateWith(), [passed(guess, { authorId: 'UNEW' })])
    expect(unknown?.author).toBe('somebody')
  })

  it('leave out what the ledger has already, in any state', () => {
    const state = stateWith({ hypotheses: [hypothesisWith({ statement: guess, state: 'ruled_out' })] })
    expect(selectHypothesisCandidates(state, [passed(`${guess}!`)])).toEqual([])
  })

  it('leave out what was quoted before', () => {
    const message = passed(guess)
    const quoted = { channelId: 'CINC', ts: message.ts, author: 'Ana', text: guess }
    const state = stateWith({ challenges: [challengeWith({ state: 'superseded', candidates: [quoted] })] })
    expect(selectHypothesisCandidates(state, [message])).toEqual([])
    expect(selectHypothesisCandidates(state, [passed(guess)])).toHaveLength(1)
  })

  it('put the later of two equally likely ones first', () => {
    const [first, second] = [passed(guess), passed(guess)]
    expect(selectHypothesisCandidates(stateWith(), [first, second]).map((known) => known.ts)).toEqual([
      second.ts,
      first.ts,
    ])
  })

  it('cut a very long message', () => {
    const [long] = selectHypothesisCandidates(stateWith(), [passed(`maybe the cache is cold ${'x'.repeat(40_000)}`)])
    expect(long?.text.length).toBeLessThanOrEqual(300)
  })
})
