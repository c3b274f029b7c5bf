import { z } from 'zod'
import { change } from '../core/feature/change.ts'
import { postMortemStates } from './record.ts'

export const postMortemDrafted = change('postmortem.drafted').carrying<{
  id: string
  incidentId: string
  at: Date
  nextReviewOn: Date
}>()

export const postMortemChanged = change('postmortem.set').stored(
  z.object({
    incidentId: z.string(),
    to: z
      .object({
        state: z.enum(postMortemStates),
        template: z.string().nullable(),
        publishedAt: z.date().nullable(),
        publishedBy: z.string().nullable(),
        nextReviewOn: z.date().nullable(),
        canvasId: z.string().nullable(),
        canvasError: z.string().nullable(),
      })
      .exactPartial(),
  }),
)

export const sectionWritten = change('postmortem.written').stored(
  z.object({
    id: z.string(),
    incidentId: z.string(),
    text: z.object({
      section: z.string(),
      version: z.int(),
      text: z.string(),
      basis: z.string(),
      writtenBy: z.string(),
      writtenAt: z.date(),
    }),
  }),
)
