import { z } from 'zod'
import { type SettingsIn, settingsPart } from '../../core/feature/settings-part.ts'

/** Whether people are offered, privately, to record what they have just written. */
export const ListeningSettings = settingsPart(
  () =>
    z.object({
      listening: z.strictObject({ offers: z.enum(['on', 'off'], 'must be on or off').default('on') }).prefault({}),
    }),
  [['noticing', 'listening']],
)
export type ListeningSettings = SettingsIn<typeof ListeningSettings>
