import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  hypothesisWith,
  momentAt,
  refusalOf,
  stateWith,
  testWith,
} from '../../../test/support/situation.ts'
import { closeTestFromCommand } from './done-test.ts'

const lead = hypothesisWith({
  tests: [testWith({ id: 'first', dueAt: at(20) }), testWith({ id: 'hers', dueAt: at(30), ownerId: ana.id })],
})
const state = stateWith({
  hypotheses: [lead],
  otherTests: [testWith({ id: 'loose', hypothesisId: null, dueAt: at(10) })],
})

function closing(words: string, by = ana) {
  const outcome = closeTestFromCommand(state, words, by, momentAt(15))
  if (!outcome || 'refusal' in outcome) throw new Error('no result')
  const [closed] = changed(outcome, 'test.closed')
  return [closed?.id, closed?.speaks, closed?.result]
}

describe('what came of a test, typed', () => {
  it.each<[string, ReturnType<typeof closing>]>([
    ['done against: it times out without it', ['hers', 'against', 'it times out without it']],
    ['done for the targets answer', ['hers', 'for', 'the targets answer']],
    ['done: neither nobody can tell', ['hers', null, 'nobody can tell']],
    ['Done it is slow either way', ['hers', null, 'it is slow either way']],
  ])('“%s” is of one’s own test', (words, expected) => {
    expect(closing(words)).toEqual(expected)
  })

  it('is of the test due first where one has none', () => {
    expect(closing('done no difference', { id: 'UCLEO', name: 'Cleo' })[0]).toBe('loose')
    expect(closing('done no difference', ben)[0]).toBe('loose')
  })

  it('needs words, and a test', () => {
    expect(refusalOf(closeTestFromCommand(state, 'done', ana, momentAt(15)) ?? { refusal: '' })).toContain(
      'What came of it?',
    )
    expect(refusalOf(closeTestFromCommand(stateWith(), 'done x', ana, momentAt(15)) ?? { refusal: '' })).toContain(
      'No test is running.',
    )
  })

  it('other words begin a test', () => {
    expect(closeTestFromCommand(state, 'donetsk is down', ana, momentAt(15))).toBeUndefined()
    expect(closeTestFromCommand(state, 'bypass the ALB', ana, momentAt(15))).toBeUndefined()
  })
})
