import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metric, Sample } from './core/feature/metric.ts'
import type { Autocommit } from './platform/db/transaction.ts'
import { cacheResult } from './platform/pages.ts'
import type { Clock } from './platform/time/clock.ts'
import type { RequestKind } from './slack/index.ts'

interface MetricParts {
  /** What features have registered. */
  readings: readonly Metric[]
  autocommit: Autocommit
  clock: Clock
  /** Logs why a metric is missing. The others are served, since they matter most while the database is unavailable. */
  warn(error: unknown): undefined
}

/** The bot's Prometheus metrics: what features have registered, and what is counted in passing. */
export function makeMetrics({ readings, ...parts }: MetricParts) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const reading of readings) addGauges(registry, reading, parts)
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
  return {
    registry,
    countInput: (kind: RequestKind, outcome: string) => inputs.inc({ kind, outcome }),
    timeTaking: () => taking.startTimer(),
    countRejection: () => rejections.inc(),
    countCall: (call: string, outcome: string) => calls.inc({ call, outcome }),
  }
}

/** Adds the gauges of one reading, which they share when they are collected together. */
function addGauges(
  registry: Registry,
  { gauges, keptMs, read }: Metric,
  { autocommit, clock, warn }: Omit<MetricParts, 'readings'>,
): void {
  const reading = cacheResult(() => autocommit((db) => read(db, clock.now())), keptMs, clock)
  for (const [name, { help, labels }] of Object.entries(gauges)) {
    const unknown: Sample[] = labels.length === 0 ? [[{}, Number.NaN]] : []
    new Gauge({
      name: `fresheyes_${name}`,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        const found = await reading().catch(warn)
        this.reset()
        for (const [labelled, value] of found?.[name] ?? unknown) this.set(labelled, value)
      },
    })
  }
}
