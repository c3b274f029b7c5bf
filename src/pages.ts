import type { Registry } from 'prom-client'
import type { Clock } from './lib/clock.ts'
import type { Page } from './slack/gate.ts'

/** One thing the bot cannot work without. */
export interface Check {
  name: string
  /** Rejects, or resolves to a sentence, when it is not well. */
  run(): Promise<string | undefined>
}

/** `/healthz`: the process answers. `/readyz`: database, jobs and Slack do. `/metrics`: for Prometheus. */
export function makePages(checks: readonly Check[], registry: Registry): Page[] {
  return [
    { path: '/healthz', show: async () => ({ status: 200, type: 'text/plain', body: 'ok\n' }) },
    { path: '/readyz', show: () => readiness(checks) },
    {
      path: '/metrics',
      show: async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
    },
  ]
}

async function readiness(checks: readonly Check[]) {
  const results = await Promise.all(checks.map(examine))
  const well = results.every(({ trouble }) => !trouble)
  const report = Object.fromEntries(results.map(({ name, trouble }) => [name, trouble ?? 'ok']))
  return { status: well ? 200 : 503, type: 'application/json', body: `${JSON.stringify(report)}\n` }
}

async function examine({ name, run }: Check): Promise<{ name: string; trouble: string | undefined }> {
  try {
    return { name, trouble: await run() }
  } catch (error) {
    return { name, trouble: error instanceof Error ? error.message.split('\n')[0] : String(error) }
  }
}

/** What it comes to serves for `ms` by the clock. */
export function remembered<T>(run: () => Promise<T>, ms: number, clock: Clock): () => Promise<T> {
  let last: { at: number; result: Promise<T> } | undefined
  return () => {
    const now = clock.now().getTime()
    if (!last || now - last.at >= ms) last = { at: now, result: run() }
    return last.result
  }
}
