import { z } from 'zod'
import { type BySeverity, bySeveritySchema, fillBySeverity, severityListSchema } from '../../core/by-severity.ts'
import { type SettingsIn, settingsPart } from '../../core/feature/settings-part.ts'
import { incidentModes } from '../../core/incident/model.ts'
import { durationSchema, intervalSchema } from '../../platform/config/durations.ts'
import { hourMs, minuteMs } from '../../platform/time/durations.ts'

/** What may be asked after how long, for the first, second and third severity; below that the bot keeps quiet. */
const defaultIntervalsMs = [15 * minuteMs, 30 * minuteMs, 60 * minuteMs]
/** From the third severity on, nobody is asked while everybody sleeps. */
const firstSleepingSeverityIndex = 2

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00')
  .transform((text) => Number(text.slice(0, 2)) * hourMs + Number(text.slice(3)) * minuteMs)

/** When the bot may ask, and how often (docs/challenges.md). Durations in ms; null: never. */
const challengePolicySchema = (names: readonly string[]) =>
  z.strictObject({
    /** How long a team may go without a hypothesis, or hold one unquestioned, before it is asked. */
    after: bySeveritySchema(names).default({}),
    /** How long a wait may last; twice as long as `after` where it is not given. */
    wait: bySeveritySchema(names).default({}),
    /** How long an observation may stand unexplained; likewise. */
    unexplained: bySeveritySchema(names).default({}),
    /** How long an action is given to show its result. */
    actionGrace: durationSchema.default(10 * minuteMs),
    /** How long people are left alone after something happened that asks for a question. */
    pause: durationSchema.default(2 * minuteMs),
    /** How many hypotheses may be open with none tested. */
    crowd: z.int().min(2).max(50).default(4),
    /** How long somebody may command before they are asked who relieves them. */
    longShift: intervalSchema.default(4 * hourMs),
    /** How many challenges in a row may go unanswered before the bot falls silent. */
    unanswered: z.int().min(1).max(20).default(5),
    /** Each gap between unanswered challenges is this many times the last. */
    growth: z.number().min(1).max(10).default(1.5),
    /** Which incidents are challenged at all. */
    modes: z
      .partialRecord(z.enum(incidentModes), z.enum(['on', 'off']))
      .default({})
      .transform((given) => ({ live: 'on', drill: 'on', retrospective: 'off', ...given })),
    /** Outside these hours, in the incident's zone, nobody is asked once nobody has written for so long. */
    quiet: z
      .strictObject({
        after: durationSchema.default(30 * minuteMs),
        from: timeOfDaySchema.prefault('09:00'),
        to: timeOfDaySchema.prefault('18:00'),
        days: z
          .array(z.enum(weekdayNames))
          .default(['mon', 'tue', 'wed', 'thu', 'fri'])
          .transform((given) => given.map((name) => weekdayNames.indexOf(name))),
        /** The severities this holds for; the third and lower where it is not given. */
        severities: severityListSchema(names).optional(),
      })
      .refine(({ from, to }) => from < to, 'from must be before to')
      .prefault({}),
  })

/** The policy with a length for every severity there is. */
function resolveChallengePolicy(policy: z.infer<ReturnType<typeof challengePolicySchema>>, names: readonly string[]) {
  const after = fillBySeverity(names, defaultIntervalsMs, policy.after)
  const twice = (own: BySeverity): BySeverity => ({ ...doubleIntervals(after), ...own })
  const { quiet } = policy
  return {
    ...policy,
    after,
    wait: twice(policy.wait),
    unexplained: twice(policy.unexplained),
    quiet: { ...quiet, severities: quiet.severities ?? names.slice(firstSleepingSeverityIndex) },
  }
}

const doubleIntervals = (given: BySeverity): BySeverity =>
  Object.fromEntries(Object.entries(given).map(([name, ms]) => [name, ms === null ? null : 2 * ms]))

/** When and how often the bot asks. */
export const ChallengeSettings = settingsPart(({ severities }) =>
  z.object({
    challenges: challengePolicySchema(severities)
      .transform((policy) => resolveChallengePolicy(policy, severities))
      .prefault({}),
  }),
)
export type ChallengeSettings = SettingsIn<typeof ChallengeSettings>
export type Policy = ChallengeSettings['challenges']
