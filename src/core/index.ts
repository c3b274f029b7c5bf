import { dayMs } from '../platform/time/durations.ts'
import type { DecisionContext } from './feature/context.ts'
import type { Feature } from './feature/feature.ts'
import { incidentPart } from './incident/store.ts'
import { outboxMetric } from './outbox/metrics.ts'
import { forgetDelivered, outboxSavers } from './outbox/store.ts'
import { purgeHandledInputKeys } from './router/store.ts'
import { Settings } from './settings.ts'
import type { IncidentState } from './state.ts'
import { timerPart, timerSavers } from './timers/store.ts'

/** The incident itself. */
export const coreFeature: Feature<
  DecisionContext,
  Pick<IncidentState, 'incident' | 'workspaceUrl' | 'outside'>,
  Settings
> = {
  name: 'core',
  part: incidentPart,
  settings: Settings,
  savers: outboxSavers,
  metrics: [outboxMetric],
  retention: [
    { keptMs: 7 * dayMs, purge: forgetDelivered },
    { keptMs: 2 * dayMs, purge: purgeHandledInputKeys },
  ],
}

/** When to look at an incident again. */
export const timerFeature: Feature<DecisionContext, Pick<IncidentState, 'timers'>> = {
  name: 'timers',
  part: timerPart,
  savers: timerSavers,
}
