import { expect, it } from 'vitest'
import { hypothesisWith } from '../../../test/support/situation.ts'
import { findLeadingHypothesis, type Hypothesis } from './model.ts'

const [one, two] = [1, 2].map((number) => hypothesisWith({ number }))
const marked = hypothesisWith({ number: 3, leads: true })
const cause = hypothesisWith({ number: 4, state: 'confirmed', verdict: 'cause' })
const contributing = hypothesisWith({ number: 5, state: 'confirmed', verdict: 'contributing' })

it.each([
  ['nothing where nothing is held', [], undefined],
  ['the only open one', [one], 1],
  ['the only open one among others', [one, { ...two, state: 'ruled_out' as const }], 1],
  ['none of several', [one, two], undefined],
  ['the one so marked', [one, two, marked], 3],
  ['none that is off the table, marked or not', [one, two, { ...marked, state: 'parked' as const }], undefined],
  ['nothing beside a confirmed cause', [one, cause], undefined],
  ['not even the one so marked beside a confirmed cause', [one, marked, cause], undefined],
  ['the only open one beside a contributing factor', [one, contributing], 1],
])('%s leads', (_, hypotheses, number) => {
  expect(findLeadingHypothesis(hypotheses as Hypothesis[])?.number).toBe(number)
})
