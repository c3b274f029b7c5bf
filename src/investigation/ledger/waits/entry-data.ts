import { z } from 'zod'
import { entryData } from '../../../core/record/entry-data.ts'
import { withRest } from '../../../platform/text.ts'

const waitFields = { waitId: z.string(), party: z.string() }

export const waitBegunEntry = entryData(
  'wait.begun',
  z.strictObject({ ...waitFields, about: z.string() }),
  ({ party, about }) => withRest(`Waiting on ${party}`, about),
)

export const waitEndedEntry = entryData(
  'wait.ended',
  z.strictObject({ ...waitFields, outcome: z.string() }),
  ({ party, outcome }) => withRest(`No longer waiting on ${party}`, outcome),
)
