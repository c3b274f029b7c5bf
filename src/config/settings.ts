import { z } from 'zod'
import { parseDuration } from '../lib/durations.ts'
import { type CapturedKind, capturedKinds } from '../timeline/model.ts'

const duration = z.string().transform((text, ctx) => {
  const ms = parseDuration(text)
  if (ms === undefined) ctx.addIssue(`"${text}" is no duration: write 15m, 2s or 1h30m`)
  return ms ?? 0
})
const interval = z.union([z.literal('off').transform(() => null), duration])
const emoji = z.string().regex(/^[a-z0-9_+'-]+$/, 'must be an emoji name without colons, for example pushpin')

/** What a team may set in FRESHEYES_CONFIG; every key has a default that works. */
export const Settings = z.strictObject({
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
    .regex(
      /^[CG][A-Z0-9]+$/,
      'must be a channel id such as C0123456789 (channel details, bottom of the page)',
    )
    .optional(),
  admins: z.array(z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a user id such as U0123456789')).default([]),
  zone: z
    .string()
    .refine((zone) => isZone(zone), 'must be a time zone such as Europe/Lisbon')
    .default('UTC'),
  severities: z
    .array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9_-]{1,12}$/), meaning: z.string().max(75) }))
    .min(1)
    .default([
      { name: 'SEV1', meaning: 'Many users cannot work' },
      { name: 'SEV2', meaning: 'Many users are hindered, or some cannot work' },
      { name: 'SEV3', meaning: 'Few users are hindered' },
      { name: 'SEV4', meaning: 'Nobody outside notices' },
    ]),
  reactions: z
    .partialRecord(z.enum(capturedKinds), z.array(emoji).min(1))
    .default({})
    .transform((given) => ({ ...defaultReactions, ...given }))
    .superRefine((reactions, ctx) => {
      const all = Object.values(reactions).flat()
      const twice = all.find((name, index) => all.indexOf(name) !== index)
      if (twice) ctx.addIssue(`"${twice}" stands for two kinds: give each reaction one meaning`)
    }),
  challenges: z
    .strictObject({
      /** How long a team may go without a hypothesis, or hold one unquestioned, before it is asked. */
      after: z
        .record(z.string(), interval)
        .default({ SEV1: 15 * 60_000, SEV2: 30 * 60_000, SEV3: 60 * 60_000, SEV4: null }),
      /** How long an action is given to show its result. */
      actionGrace: duration.default(10 * 60_000),
      /** How many challenges in a row may go unanswered before the bot falls silent. */
      unanswered: z.int().min(1).max(20).default(5),
      /** Each gap between unanswered challenges is this many times the last. */
      growth: z.number().min(1).max(10).default(1.5),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof Settings>

const defaultReactions: Record<CapturedKind, string[]> = {
  note: ['pushpin'],
  observation: ['mag'],
  hypothesis: ['bulb'],
  decision: ['scales'],
  action: ['hammer_and_wrench'],
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Checks what the settings file holds; the mistakes name the key and say what to write. */
export function parseSettings(content: unknown): { settings?: Settings; mistakes: string[] } {
  const parsed = Settings.safeParse(content ?? {})
  if (parsed.success) return { settings: parsed.data, mistakes: [] }
  return {
    mistakes: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
  }
}
