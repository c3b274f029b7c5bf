import { metric } from '../feature/metric.ts'
import { measureOutboxBacklog } from './store.ts'

export const outboxMetric = metric(measureOutboxBacklog, {
  outbox_waiting: {
    help: 'Messages that Slack has not been told',
    labels: [],
    samples: ({ waiting }) => [[{}, waiting]],
  },
  outbox_oldest_seconds: {
    help: 'Age of the oldest message that Slack has not been told',
    labels: [],
    samples: ({ oldest }, now) => [[{}, oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0]],
  },
})
