import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { addMeasures } from './investigation/stats/metrics.ts'
import type { Tally } from './investigation/stats/total.ts'
import type { RequestKind } from './slack/index.ts'

/** The bot's Prometheus metrics. Names of incidents, channels and people never become labels. */
export function makeMetrics(
  backlog: () => Promise<{ waiting: number; oldest: Date | null }>,
  openIncidents: () => Promise<{ severity: string; mode: string; count: number }[]>,
  tally: () => Promise<Tally>,
  now: () => Date,
  /**
   * Logs why a metric is missing. The others are still served, since they matter most while the database is
   * unavailable.
   */
  warn: (error: unknown) => undefined,
) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const inputs = new Counter({
    name: 'fresheyes_inputs_total',
    help: 'Requests from Slack, by kind and outcome',
    labelNames: ['kind', 'outcome'] as const,
    registers: [registry],
  })
  const taking = new Histogram({
    name: 'fresheyes_input_seconds',
    help: 'Time from an input to its commit',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [registry],
  })
  const calls = new Counter({
    name: 'fresheyes_slack_calls_total',
    help: 'Calls to Slack, by what they do and what became of them',
    labelNames: ['call', 'outcome'] as const,
    registers: [registry],
  })
  const rejections = new Counter({
    name: 'fresheyes_unhandled_rejections_total',
    help: 'Failures that nothing in the bot waited for; each is in the log, and a fault of the bot',
    registers: [registry],
  })
  const oldest = new Gauge({
    name: 'fresheyes_outbox_oldest_seconds',
    help: 'Age of the oldest message that Slack has not been told',
    registers: [registry],
  })
  new Gauge({
    name: 'fresheyes_outbox_waiting',
    help: 'Messages that Slack has not been told',
    registers: [registry],
    async collect() {
      const found = await backlog().catch(warn)
      this.set(found?.waiting ?? Number.NaN)
      oldest.set(found?.oldest ? (now().getTime() - found.oldest.getTime()) / 1000 : found ? 0 : Number.NaN)
    },
  })
  new Gauge({
    name: 'fresheyes_incidents_open',
    help: 'Incidents that are neither closed nor cancelled, by severity and mode; private ones are counted',
    labelNames: ['severity', 'mode'] as const,
    registers: [registry],
    async collect() {
      const found = await openIncidents().catch(warn)
      this.reset()
      for (const { severity, mode, count } of found ?? []) this.set({ severity, mode }, count)
    },
  })
  addMeasures(registry, tally, warn)
  return {
    registry,
    countInput: (kind: RequestKind, outcome: string) => inputs.inc({ kind, outcome }),
    timeTaking: () => taking.startTimer(),
    countRejection: () => rejections.inc(),
    countCall: (call: string, outcome: string) => calls.inc({ call, outcome }),
  }
}
