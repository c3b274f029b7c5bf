import { z } from 'zod'
import { dayMs } from '../time/durations.ts'
import { durationSchema } from './durations.ts'

/** The name of a form, as people type it. */
export const templateNamePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/

/** How a team's post-mortems look, and when they are looked at again. */
export const PostMortemSettings = z
  .strictObject({
    /** The form that is used when nobody chooses another. */
    form: z.string().regex(templateNamePattern, 'must be the name of a form, for example runbook').default('standard'),
    /** A folder with forms of the team's own; in a settings file, relative to that file. */
    templates: z.string().min(1, 'name a folder, or leave the key out').optional(),
    /** How long after the close it is looked at again, in ms. */
    reviewAfter: durationSchema.default(30 * dayMs),
  })
  .prefault({})
