import { z } from 'zod'
import { entryData } from '../../core/record/entry-data.ts'
import { withRest } from '../../platform/text.ts'
import { evidenceStances } from './model.ts'

const hypothesisFields = { hypothesisId: z.string(), statement: z.string() }

/** How a hypothesis can end. */
export const hypothesisEndings = ['ruled_out', 'parked', 'cause', 'contributing'] as const
export type HypothesisEnding = (typeof hypothesisEndings)[number]

export const endingWords: Record<HypothesisEnding, string> = {
  ruled_out: 'Ruled out',
  parked: 'Parked',
  cause: 'Confirmed as the cause',
  contributing: 'Confirmed as contributing',
}

export const hypothesisEndedEntry = entryData(
  'hypothesis.ended',
  z.strictObject({ ...hypothesisFields, as: z.enum(hypothesisEndings), because: z.string() }),
  ({ as, statement, because }) => `${endingWords[as]}: ${statement}. ${because}`,
)

export const hypothesisReopenedEntry = entryData(
  'hypothesis.reopened',
  z.strictObject({ ...hypothesisFields, because: z.string() }),
  ({ statement, because }) => `Reopened: ${statement}. ${because}`,
)

export const leadEntry = entryData(
  'hypothesis.lead',
  z.strictObject({ ...hypothesisFields, leads: z.boolean() }),
  ({ statement, leads }) => `${sayLead(leads)}: ${statement}`,
)

export const sayLead = (leads: boolean): string => (leads ? 'Leads' : 'No longer leads')

const testFields = { testId: z.string(), test: z.string() }

export const testBegunEntry = entryData('test.begun', z.strictObject(testFields), ({ test }) => `Test: ${test}`)

/** A test with its result, or without one: it was given up. */
export const testClosedEntry = entryData(
  'test.closed',
  z.strictObject({ ...testFields, result: z.string().nullable() }),
  ({ test, result }) => (result === null ? `Test given up: ${test}` : `Tested: ${test}. ${result}`),
)

export const testPostponedEntry = entryData(
  'test.postponed',
  z.strictObject({ ...testFields, minutes: z.int() }),
  ({ test, minutes }) => `More time for the test: ${test}. Result in ${minutes} min`,
)

const EvidenceFields = z.strictObject({
  ...hypothesisFields,
  entryId: z.string(),
  text: z.string(),
  stance: z.enum(evidenceStances),
})

export const evidenceEntry = entryData(
  'evidence.added',
  EvidenceFields,
  ({ stance, statement, text }) => `Evidence ${stance} “${statement}”: ${text}`,
)

export const evidenceWithdrawnEntry = entryData(
  'evidence.withdrawn',
  EvidenceFields,
  ({ stance, statement, text }) => `No longer evidence ${stance} “${statement}”: ${text}`,
)

const observationFields = { entryId: z.string(), text: z.string() }

export const unexplainedEntry = entryData(
  'observation.unexplained',
  z.strictObject(observationFields),
  ({ text }) => `Unexplained: ${text}`,
)

/** An observation explained by a hypothesis or, without one, by something else. */
export const explainedEntry = entryData(
  'observation.explained',
  z.strictObject({ ...observationFields, by: z.strictObject(hypothesisFields).nullable(), how: z.string() }),
  ({ text, by, how }) => withRest(`Explained${by ? ` by “${by.statement}”` : ''}: ${text}`, how),
)

export const needlessEntry = entryData(
  'observation.needless',
  z.strictObject({ ...observationFields, how: z.string() }),
  ({ text, how }) => withRest(`Needs no explaining: ${text}`, how),
)
