import { z } from 'zod'
import { captureMarkEmoji, type MarkedKind, markedKinds } from '../../core/record/model.ts'
import { minuteMs } from '../time/durations.ts'
import { ChallengePolicy, resolveChallengePolicy } from './challenge-policy.ts'
import { durationSchema, fillBySeverity, intervalSchema } from './durations.ts'
import { FreshEyes } from './fresh-eyes.ts'
import { PostMortemSettings } from './post-mortem.ts'
import { withCurrentKeys } from './renamed-keys.ts'

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

const SettingsInput = z.strictObject({
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
      updates: z.record(z.string(), intervalSchema).default({}),
      /** How many times people are reminded of one thing at most. */
      most: z.int().min(1).max(20).default(3),
    })
    .prefault({}),
  challenges: ChallengePolicy,
  listening: z
    .strictObject({
      /** Whether people are offered, privately, to record what they have just written. */
      offers: z.enum(['on', 'off'], 'must be on or off').default('on'),
    })
    .prefault({}),
  freshEyes: FreshEyes,
  postMortem: PostMortemSettings,
})

/** What a team may set in FRESHEYES_CONFIG; every key has a default that works. */
const Settings = SettingsInput.transform((given) => {
  const names = given.severities.map(({ name }) => name)
  const { challenges, reminders } = given
  return {
    ...given,
    challenges: resolveChallengePolicy(challenges, names),
    reminders: { ...reminders, updates: fillBySeverity(names, updateIntervals, reminders.updates) },
  }
})
export type Settings = z.infer<typeof Settings>

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

export interface ParsedSettings {
  /** Absent where there is a mistake. */
  settings?: Settings
  /** Sentences for the operator: each names the key and says what to write. */
  mistakes: string[]
  /** Sentences about what still works and should be changed. */
  hints: string[]
}

/** Checks what the settings file holds. */
export function parseSettings(given: unknown): ParsedSettings {
  const { content, hints } = withCurrentKeys(given ?? {})
  const parsed = Settings.safeParse(content, { error: (issue) => settingMistakeText(issue) })
  const issues = parsed.error?.issues ?? []
  const mistakes = [
    ...issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
    ...unknownSeverities(content),
  ]
  return { ...(parsed.success && mistakes.length === 0 && { settings: parsed.data }), mistakes, hints }
}

const bySeverityKeys = ['after', 'wait', 'unexplained'] as const
const ValuesBySeverity = z.record(z.string(), z.unknown()).optional()
const SettingsBySeverity = z.object({
  severities: z.array(z.object({ name: z.string() })).default(defaultSeverities),
  challenges: z
    .object({
      after: ValuesBySeverity,
      wait: ValuesBySeverity,
      unexplained: ValuesBySeverity,
      quiet: z.object({ severities: z.array(z.string()).optional() }).optional(),
    })
    .optional(),
  reminders: z.object({ updates: ValuesBySeverity }).optional(),
})

/** Severities that a policy names and that are not configured. Checked apart, so that they are reported with the rest. */
function unknownSeverities(content: unknown): string[] {
  const { severities = [], challenges, reminders } = SettingsBySeverity.safeParse(content).data ?? {}
  const names = severities.map(({ name }) => name)
  const unknown = (key: string, given: Record<string, unknown> = {}) =>
    Object.keys(given)
      .filter((name) => !names.includes(name))
      .map((name) => `${key}.${name}: is none of ${names.join(', ')}`)
  return [
    ...bySeverityKeys.flatMap((key) => unknown(`challenges.${key}`, challenges?.[key])),
    ...(challenges?.quiet?.severities ?? [])
      .filter((name) => !names.includes(name))
      .map((name) => `challenges.quiet.severities: "${name}" is none of ${names.join(', ')}`),
    ...unknown('reminders.updates', reminders?.updates),
  ]
}

const expectedTypeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
}

function settingMistakeText(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known here: correct or remove it`
    case 'invalid_type':
      return `must be ${expectedTypeNames[issue.expected] ?? issue.expected}`
    default:
      return undefined
  }
}
