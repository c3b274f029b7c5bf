import { Gauge, type Registry } from 'prom-client'
import { measuredDays, type Tally } from './total.ts'

/** One sample of a gauge, with its labels. */
type Figure = [labels: Record<string, string>, value: number]

/**
 * Registers how the search for causes goes, over the last `measuredDays` days. These are gauges, because incidents drop
 * out of the window. Drills and false alarms are left out, so that no query has to exclude them; private incidents are
 * counted. Every bot on one database reports the same values: aggregate them with max, not sum.
 */
export function addMeasures(
  registry: Registry,
  tally: () => Promise<Tally>,
  warn: (error: unknown) => undefined,
): void {
  const gauge = (name: string, help: string, labelNames: string[], figures: (found: Tally) => Figure[]) =>
    new Gauge({
      name: `fresheyes_${name}`,
      help: `${help}, in incidents of the last ${measuredDays} days without drills`,
      labelNames,
      registers: [registry],
      async collect() {
        const found = await tally().catch(warn)
        this.reset()
        for (const [labels, value] of found ? figures(found) : []) this.set(labels, value)
      },
    })
  const byReason = (count: 'asked' | 'answered' | 'answeredAnew' | 'followedAnew' | 'moot') => (found: Tally) =>
    found.challenges.map((own): Figure => [{ reason: own.reason }, own[count]])

  gauge('challenges_asked', 'Questions asked', ['reason'], byReason('asked'))
  gauge('challenges_answered', 'Questions answered', ['reason'], byReason('answered'))
  gauge('challenges_moot', 'Questions nobody needed to answer any more', ['reason'], byReason('moot'))
  gauge(
    'challenges_answered_anew',
    'Questions answered with a new hypothesis or test',
    ['reason'],
    byReason('answeredAnew'),
  )
  gauge(
    'challenges_followed_anew',
    'Other questions that a new hypothesis or test followed within 30 minutes',
    ['reason'],
    byReason('followedAnew'),
  )
  gauge('led_wrongly_seconds', 'Time led by what was later ruled out', ['severity'], ({ ledWrongly }) =>
    ledWrongly.map(({ severity, seconds }) => [{ severity }, seconds]),
  )
  gauge('led_wrongly_incidents', 'Incidents of which that time is known', ['severity'], ({ ledWrongly }) =>
    ledWrongly.map(({ severity, incidents }) => [{ severity }, incidents]),
  )
  gauge('hypotheses', 'Hypotheses held, by whether a test of them has a result', ['tested'], ({ hypotheses }) => [
    [{ tested: 'yes' }, hypotheses.tested],
    [{ tested: 'no' }, hypotheses.untested],
  ])
  gauge('actions', 'Actions taken, by what came of them', ['result'], ({ actions }) =>
    actions.map(({ result, count }) => [{ result }, count]),
  )
}
