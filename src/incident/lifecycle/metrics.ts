import { metric } from '../../core/feature/metric.ts'
import { openCounts } from './store.ts'

export const incidentMetric = metric(openCounts, {
  incidents_open: {
    help: 'Incidents that are neither closed nor cancelled, by severity and mode; private ones are counted',
    labels: ['severity', 'mode'],
    samples: (groups) => groups.map(({ severity, mode, count }) => [{ severity, mode }, count]),
  },
})
