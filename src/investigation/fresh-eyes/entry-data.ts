import { z } from 'zod'
import { entryData } from '../../core/record/entry-data.ts'

export const briefSentEntry = entryData(
  'brief.sent',
  z.strictObject({
    briefId: z.string(),
    recipientId: z.string(),
    /** The challenge that asking for fresh eyes answered. */
    challengeId: z.string().nullable(),
  }),
  ({ recipientId }, nameOf: (userId: string) => string) =>
    `${nameOf(recipientId)} was asked, with fresh eyes, what they would check first`,
)

export const briefAnsweredEntry = entryData(
  'brief.answered',
  z.strictObject({ briefId: z.string(), cause: z.string(), check: z.string() }),
  ({ cause, check }) =>
    `With fresh eyes: ${[cause, check && `would check first: ${check}`].filter((part) => part).join(' · ')}`,
)
