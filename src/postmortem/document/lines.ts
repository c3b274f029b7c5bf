import { z } from 'zod'
import { actionResults, lessonCategories } from '../../core/record/model.ts'

export const IsoInstant = z.iso.datetime().describe('ISO 8601, UTC')
/** Every statement carries the ids of the entries it is based on, so that it can be checked. */
export const traceableFields = {
  entries: z.array(z.string()).describe('Ids of the timeline entries behind it'),
}
export const permalinkSchema = z.string().nullable().describe('Where it stands in Slack; null where it does not')

export const TimelineLine = z
  .strictObject({
    ...traceableFields,
    at: IsoInstant.describe('When it happened'),
    kind: z.string(),
    text: z.string(),
    author: z.string().nullable(),
    recorder: z.string(),
    recordedAt: IsoInstant,
    permalink: permalinkSchema,
    deletedInSlack: z.boolean(),
    attachments: z.array(z.strictObject({ title: z.string(), url: z.string().optional() })),
    pictures: z
      .array(z.strictObject({ id: z.string(), name: z.string(), type: z.string() }))
      .describe('Copies that are kept; the HTML page embeds them'),
  })
  .meta({ id: 'TimelineLine' })
export type TimelineLine = z.infer<typeof TimelineLine>

/** An action, with its result as somebody reported it. */
export const ActionTaken = TimelineLine.extend({
  result: z
    .strictObject({
      is: z.enum(actionResults),
      note: z.string().nullable(),
      by: z.string().nullable(),
      at: IsoInstant.nullable(),
    })
    .nullable()
    .describe('Null where nobody said what came of it'),
}).meta({ id: 'ActionTaken' })
export type ActionTaken = z.infer<typeof ActionTaken>

export const Lesson = z
  .strictObject({
    ...traceableFields,
    category: z.enum(lessonCategories),
    text: z.string(),
    author: z.string().nullable(),
    permalink: permalinkSchema,
  })
  .meta({ id: 'Lesson' })
export type Lesson = z.infer<typeof Lesson>

/** A follow-up. */
export const FollowUpItem = z
  .strictObject({
    label: z.string(),
    text: z.string(),
    state: z.enum(['open', 'in_progress', 'done', 'dropped']),
    owner: z.string().nullable().describe('A person or a team'),
    dueOn: z.iso.date().nullable().describe('A day, 2026-12-01'),
    doneOn: z.iso.date().nullable().describe('The day it was done or dropped, where the incident was'),
    kind: z.string().nullable(),
    link: z.string().nullable(),
    because: z.string().nullable().describe('Why it was dropped'),
    permalink: permalinkSchema,
  })
  .meta({ id: 'FollowUpItem' })
export type FollowUpItem = z.infer<typeof FollowUpItem>
