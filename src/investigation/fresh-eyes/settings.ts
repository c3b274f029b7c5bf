import { z } from 'zod'
import { type SettingsIn, settingsPart } from '../../core/feature/settings-part.ts'
import { durationSchema } from '../../platform/config/durations.ts'
import { minuteMs } from '../../platform/time/durations.ts'

/** Who is asked to look at an incident they have seen nothing of, and how long is waited. Durations in ms. */
const freshEyesSchema = z
  .strictObject({
    /** A user group of Slack. */
    group: z
      .string()
      .regex(/^S[A-Z0-9]+$/, 'must be the id of a user group such as S0123456789 (its page in Slack, behind ⋮)')
      .optional(),
    people: z.array(z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a user id such as U0123456789')).default([]),
    /** How long whoever asked has to change the brief before it goes by itself. */
    preview: durationSchema.default(3 * minuteMs),
    /** How long an answer is waited for before the commander is told. */
    answer: durationSchema.default(20 * minuteMs),
  })
  .refine(({ group, people }) => !group || people.length === 0, 'name a group or people, not both')
  .prefault({})

export const FreshEyesSettings = settingsPart(() => z.object({ freshEyes: freshEyesSchema }))
export type FreshEyesSettings = SettingsIn<typeof FreshEyesSettings>
