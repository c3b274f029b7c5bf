import { resolve } from 'node:path'
import { z } from 'zod'
import type { DecisionContext } from '../core/feature/context.ts'
import { type SettingsIn, settingsPart } from '../core/feature/settings-part.ts'
import type { InvestigationSettings } from '../investigation/settings.ts'
import { durationSchema } from '../platform/config/durations.ts'
import { dayMs } from '../platform/time/durations.ts'
import type { ResponseState } from './state.ts'

/** The name of a template, as people type it. */
export const templateNamePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/

/** Which template a team's post-mortems use, and when they are reviewed. */
export const PostMortemSettings = settingsPart(
  ({ folder }) =>
    z.object({
      postMortem: z
        .strictObject({
          /** The template that is used when nobody chooses another. */
          template: z
            .string()
            .regex(templateNamePattern, 'must be the name of a template, for example runbook')
            .default('standard'),
          /** A folder with the team's own templates; in a settings file, relative to that file. */
          templates: z
            .string()
            .min(1, 'name a folder, or leave the key out')
            .transform((templates) => (folder === undefined ? templates : resolve(folder, templates)))
            .optional(),
          /** How long after the incident closes the post-mortem is due for review, in ms. */
          reviewAfter: durationSchema.default(30 * dayMs),
        })
        .prefault({}),
    }),
  [['postMortem.form', 'postMortem.template']],
)
export type PostMortemSettings = SettingsIn<typeof PostMortemSettings>

export type PostMortemContext = DecisionContext<ResponseState, InvestigationSettings & PostMortemSettings>
