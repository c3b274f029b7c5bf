import { z } from 'zod'
import { durationSchema } from '../platform/config/durations.ts'
import { minuteMs } from '../platform/time/durations.ts'
import { bySeveritySchema, fillBySeverity } from './by-severity.ts'
import { type SettingsIn, settingsPart } from './feature/settings-part.ts'
import { captureMarkEmoji, type MarkedKind, markedKinds } from './record/model.ts'

const emojiNameSchema = z.string().regex(/^[a-z0-9_+'-]+$/, 'must be an emoji name without colons, for example pushpin')

const severitySchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,12}$/, 'must be 1 to 12 letters, digits, - or _, for example SEV1'),
  meaning: z.string().max(75, 'must have at most 75 characters'),
})

const defaultSeverities = [
  { name: 'SEV1', meaning: 'Many users cannot work' },
  { name: 'SEV2', meaning: 'Many users are hindered, or some cannot work' },
  { name: 'SEV3', meaning: 'Few users are hindered' },
  { name: 'SEV4', meaning: 'Nobody outside notices' },
]

const defaultRoles = [
  {
    name: 'scribe',
    duties: 'You keep the timeline: react to what matters, and log what was said elsewhere.',
  },
]

/** How often stakeholders expect an update, in ms, for the first, second and third severity. */
const updateIntervals = [30 * minuteMs, 60 * minuteMs, 4 * 60 * minuteMs]

/** What a team may set about the bot as a whole; every key has a default that works. */
export const Settings = settingsPart(({ severities: names }) =>
  z.object({
    command: z
      .string()
      .regex(/^\/[a-z0-9_-]{1,31}$/, 'must be a slash command, for example /incident')
      .default('/incident'),
    channelPrefix: z
      .string()
      .regex(/^[a-z0-9_-]{1,20}$/, 'must be 1 to 20 lower-case letters, digits, - or _')
      .default('inc-'),
    announcementChannel: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/, 'must be a channel id such as C0123456789 (channel details, bottom of the page)')
      .optional(),
    admins: z.array(z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a user id such as U0123456789')).default([]),
    zone: z
      .string()
      .refine((zone) => isZone(zone), 'must be a time zone such as Europe/Lisbon')
      .default('UTC'),
    severities: z
      .array(severitySchema)
      .min(1, 'name at least one severity, or leave the key out')
      .max(100, 'must be at most 100')
      .refine((given) => new Set(given.map(({ name }) => name.toLowerCase())).size === given.length, 'has a name twice')
      .default(defaultSeverities),
    reactions: z
      .partialRecord(
        z.enum(markedKinds),
        z.array(emojiNameSchema).min(1, 'name at least one emoji, or leave the key out'),
      )
      .default({})
      .transform((given) => ({ ...defaultReactions, ...given }))
      .superRefine((reactions, ctx) => {
        const all = Object.values(reactions).flat()
        const twice = all.find((name, index) => all.indexOf(name) !== index)
        if (twice) ctx.addIssue(`"${twice}" stands for two kinds: give each reaction one meaning`)
        if (all.includes(captureMarkEmoji))
          ctx.addIssue(`"${captureMarkEmoji}" is how the bot marks what it captured: choose another`)
      }),
    /** Roles besides commander and owner; whoever takes one is sent its `duties`. */
    roles: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be 2 to 31 lower-case letters, digits or -, for example scribe')
            .refine((name) => !['commander', 'owner'].includes(name), 'is there already: leave it out'),
          duties: z.string().min(1).max(500, 'must have at most 500 characters'),
        }),
      )
      .max(20, 'must be at most 20')
      .refine((given) => new Set(given.map(({ name }) => name)).size === given.length, 'has a name twice')
      .default(defaultRoles),
    reminders: z
      .strictObject({
        /** How long an incident may go without a commander before the channel is reminded. */
        commander: durationSchema.default(5 * minuteMs),
        /** How long after the last stakeholder update the commander is reminded, by severity. */
        updates: bySeveritySchema(names)
          .default({})
          .transform((given) => fillBySeverity(names, updateIntervals, given)),
        /** How many times people are reminded of one thing at most. */
        most: z.int().min(1).max(20).default(3),
      })
      .prefault({}),
  }),
)
export type Settings = SettingsIn<typeof Settings>

const defaultReactions: Record<MarkedKind, string[]> = {
  note: ['pushpin'],
  observation: ['mag'],
  hypothesis: ['bulb'],
  decision: ['scales'],
  action: ['hammer_and_wrench'],
  recurrence: ['repeat'],
  'follow-up': ['dart'],
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const NamedSeverities = z.object({ severities: z.array(z.object({ name: z.string() })).default(defaultSeverities) })

/** The names of the severities in a settings file, whatever else is wrong in it; none where they cannot be read. */
export const severitiesIn = (content: unknown): string[] =>
  NamedSeverities.safeParse(content).data?.severities.map(({ name }) => name) ?? []
