import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  hypothesisWith,
  refusalOf,
  stateWith,
  testWith,
} from '../../../test/support/situation.ts'
import { testClosed } from './changes.ts'
import { closeTestFromCommand } from './done-test.ts'

const lead = hypothesisWith({
  tests: [testWith({ id: 'first', dueAt: at(20) }), testWith({ id: 'hers', dueAt: at(30), ownerId: ana.id })],
})
const state = stateWith({
  hypotheses: [lead],
  otherTests: [testWith({ id: 'loose', hypothesisId: null, dueAt: at(10) })],
})

function closing(words: string, by = ana) {
  const outcome = closeTestFromCommand({ ...contextAt(15), state, by }, words)
  if (!outcome || 'refusal' in outcome) throw new Error('the test was not closed')
  const [closed] = changed(outcome, testClosed)
  return [closed?.id, closed?.speaks, closed?.result]
}

describe('closeTestFromCommand', () => {
  it.each<[string, ReturnType<typeof closing>]>([
    ['done against: it times out without it', ['hers', 'against', 'it times out without it']],
    ['done for the targets answer', ['hers', 'for', 'the targets answer']],
    ['done: neither nobody can tell', ['hers', null, 'nobody can tell']],
    ['Done it is slow either way', ['hers', null, 'it is slow either way']],
  ])('closes the author’s own test for “%s”', (words, expected) => {
    expect(closing(words)).toEqual(expected)
  })

  it('closes the test due first when the author has none', () => {
    expect(closing('done no difference', { id: 'UCLEO', name: 'Cleo' })[0]).toBe('loose')
    expect(closing('done no difference', ben)[0]).toBe('loose')
  })

  it('refuses an empty result, or one without a running test', () => {
    expect(refusalOf(closeTestFromCommand({ ...contextAt(15), state, by: ana }, 'done') ?? { refusal: '' })).toContain(
      'What came of it?',
    )
    expect(
      refusalOf(closeTestFromCommand({ ...contextAt(15), state: stateWith(), by: ana }, 'done x') ?? { refusal: '' }),
    ).toContain('No test is running.')
  })

  it('ignores words that do not start with “done”', () => {
    expect(closeTestFromCommand({ ...contextAt(15), state, by: ana }, 'donetsk is down')).toBeUndefined()
    expect(closeTestFromCommand({ ...contextAt(15), state, by: ana }, 'bypass the ALB')).toBeUndefined()
  })
})
