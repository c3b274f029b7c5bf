import { expect, it } from 'vitest'
import { hypothesisWith } from '../../../test/support/situation.ts'
import { findLeadingHypothesis, type Hypothesis } from './model.ts'

const [one, two] = [1, 2].map((number) => hypothesisWith({ number }))
const marked = hypothesisWith({ number: 3, leads: true })
const cause = hypothesisWith({ number: 4, state: 'confirmed', verdict: 'cause' })
const contributing = hypothesisWith({ number: 5, state: 'confirmed', verdict: 'contributing' })

it.each([
  ['nothing for an empty ledger', [], undefined],
  ['the only open one', [one], 1],
  ['the only open one among closed ones', [one, { ...two, state: 'ruled_out' as const }], 1],
  ['nothing for several unmarked ones', [one, two], undefined],
  ['the marked one', [one, two, marked], 3],
  ['nothing for a marked one that is closed', [one, two, { ...marked, state: 'parked' as const }], undefined],
  ['nothing once a cause is confirmed', [one, cause], undefined],
  ['nothing once a cause is confirmed, even if one is marked', [one, marked, cause], undefined],
  ['the only open one despite a contributing factor', [one, contributing], 1],
])('findLeadingHypothesis returns %s', (_, hypotheses, number) => {
  expect(findLeadingHypothesis(hypotheses as Hypothesis[])?.number).toBe(number)
})
