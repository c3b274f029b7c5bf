import { z } from 'zod'
import { incidentModes } from '../../core/incident/model.ts'
import { hour, minute } from '../time/durations.ts'
import { type BySeverity, bySeverity, duration, interval } from './durations.ts'

/** What may be asked after how long, for the first, second and third severity; below that the bot keeps quiet. */
const intervals = [15 * minute, 30 * minute, 60 * minute]
/** From the third severity on, nobody is asked while everybody sleeps. */
const sleepsFrom = 2

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00')
  .transform((text) => Number(text.slice(0, 2)) * hour + Number(text.slice(3)) * minute)

/** When the bot may ask, and how often (docs/challenges.md). Durations in ms; null: never. */
export const ChallengePolicy = z
  .strictObject({
    /** How long a team may go without a hypothesis, or hold one unquestioned, before it is asked. */
    after: z.record(z.string(), interval).default({}),
    /** How long a wait may last; twice as long as `after` where it is not given. */
    wait: z.record(z.string(), interval).default({}),
    /** How long an observation may stand unexplained; likewise. */
    unexplained: z.record(z.string(), interval).default({}),
    /** How long an action is given to show its result. */
    actionGrace: duration.default(10 * minute),
    /** How long people are left alone after something happened that asks for a question. */
    pause: duration.default(2 * minute),
    /** How many hypotheses may be open with none tested. */
    crowd: z.int().min(2).max(50).default(4),
    /** How long somebody may command before they are asked who relieves them. */
    longShift: interval.default(4 * hour),
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
        after: duration.default(30 * minute),
        from: time.prefault('09:00'),
        to: time.prefault('18:00'),
        days: z
          .array(z.enum(days))
          .default(['mon', 'tue', 'wed', 'thu', 'fri'])
          .transform((given) => given.map((name) => days.indexOf(name))),
        /** The severities this holds for; the third and lower where it is not given. */
        severities: z.array(z.string()).optional(),
      })
      .refine(({ from, to }) => from < to, 'from must be before to')
      .prefault({}),
  })
  .prefault({})

/** The policy with a length for every severity there is. */
export function ranked(policy: z.infer<typeof ChallengePolicy>, names: readonly string[]) {
  const after = bySeverity(names, intervals, policy.after)
  const twice = (own: BySeverity): BySeverity => ({ ...doubled(after), ...own })
  const { quiet } = policy
  return {
    ...policy,
    after,
    wait: twice(policy.wait),
    unexplained: twice(policy.unexplained),
    quiet: { ...quiet, severities: quiet.severities ?? names.slice(sleepsFrom) },
  }
}

const doubled = (given: BySeverity): BySeverity =>
  Object.fromEntries(Object.entries(given).map(([name, ms]) => [name, ms === null ? null : 2 * ms]))
