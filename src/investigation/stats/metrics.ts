import { metric, type Sample } from '../../core/feature/metric.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { findMeasuredIncidents } from './store.ts'
import { measuredDays, type Tally, tallyInvestigations } from './total.ts'

const gauge = (what: string, labels: string[], samples: (found: Tally) => Sample[]) => ({
  help: `${what}, in incidents of the last ${measuredDays} days without drills`,
  labels,
  samples,
})

const byReason = (count: 'asked' | 'answered' | 'answeredAnew' | 'followedAnew' | 'moot') => (found: Tally) =>
  found.challenges.map((own): Sample => [{ reason: own.reason }, own[count]])

/**
 * How the search for causes goes, over the last `measuredDays` days. These are gauges, because incidents drop out of the
 * window. Drills and false alarms are left out, so that no query has to exclude them; private incidents are counted.
 * Every bot on one database reports the same values: aggregate them with max, not sum.
 */
export const investigationMetric = metric(
  async (db, now) => tallyInvestigations(await findMeasuredIncidents(db, {}, now)),
  {
    challenges_asked: gauge('Questions asked', ['reason'], byReason('asked')),
    challenges_answered: gauge('Questions answered', ['reason'], byReason('answered')),
    challenges_moot: gauge('Questions nobody needed to answer any more', ['reason'], byReason('moot')),
    challenges_answered_anew: gauge(
      'Questions answered with a new hypothesis or test',
      ['reason'],
      byReason('answeredAnew'),
    ),
    challenges_followed_anew: gauge(
      'Other questions that a new hypothesis or test followed within 30 minutes',
      ['reason'],
      byReason('followedAnew'),
    ),
    led_wrongly_seconds: gauge('Time led by what was later ruled out', ['severity'], ({ ledWrongly }) =>
      ledWrongly.map(({ severity, seconds }) => [{ severity }, seconds]),
    ),
    led_wrongly_incidents: gauge('Incidents of which that time is known', ['severity'], ({ ledWrongly }) =>
      ledWrongly.map(({ severity, incidents }) => [{ severity }, incidents]),
    ),
    hypotheses: gauge('Hypotheses held, by whether a test of them has a result', ['tested'], ({ hypotheses }) => [
      [{ tested: 'yes' }, hypotheses.tested],
      [{ tested: 'no' }, hypotheses.untested],
    ]),
    actions: gauge('Actions taken, by what came of them', ['result'], ({ actions }) =>
      actions.map(({ result, count }) => [{ result }, count]),
    ),
  },
  { keptMs: minuteMs },
)
