import { expect, it } from 'vitest'
import { ana, contextAt, stateWith } from '../../../../test/support/situation.ts'
import { isRefusal } from '../../../core/decision.ts'
import { waitBegun } from './changes.ts'
import { runWaitCommand } from './wait.ts'

const begun = (words: string) => {
  const outcome = runWaitCommand({ ...contextAt(0), state: stateWith({}), by: ana }, words)
  if (isRefusal(outcome)) return outcome.refusal
  return outcome.changes.flatMap((change) => (waitBegun.is(change) ? [[change.wait.party, change.wait.about]] : []))[0]
}

it.each([
  ['AWS support', 'AWS support', null],
  ['AWS support: case 123', 'AWS support', 'case 123'],
  ['for AWS support : case 123: urgent', 'AWS support', 'case 123: urgent'],
  ['on  the\n DBA:', 'the DBA', null],
  ['db:5432 to answer', 'db:5432 to answer', null],
  [': the vendor', ': the vendor', null],
  ['forensics', 'forensics', null],
])('`waiting %s` begins a wait on %s, about %s', (words, party, about) => {
  expect(begun(words)).toEqual([party, about])
})
