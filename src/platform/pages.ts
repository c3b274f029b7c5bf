import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { HttpRoute } from './http.ts'
import { makeRateLimitedWarn } from './log.ts'
import type { Clock } from './time/clock.ts'
import { secondMs } from './time/durations.ts'

/** The state of one dependency in plain words, and whether the bot is ready despite it. */
export interface Health {
  summary: string
  isReady: boolean
}

export const healthyState: Health = { summary: 'ok', isReady: true }

export interface Check {
  name: string
  /** A rejection means that the dependency cannot be reached. The error goes to the log, never to the page. */
  run(): Promise<Health>
}

export interface Pages {
  /** Shows only that the process is alive, so anybody may see it. */
  healthz: HttpRoute
  /** For operators only: with `PAGES_PORT` set, they are not served on the port that Slack reaches. */
  internal: HttpRoute[]
}

/** Pages are computed at most once in this time, so that a flood of requests costs no more than one. */
const maxPageAgeMs = secondMs

/** `/healthz`: the process is alive. `/readyz`: what Slack sends would be stored. `/metrics`: for Prometheus. */
export function makePages(checks: readonly Check[], registry: Registry, clock: Clock, log: Logger): Pages {
  const examiners = checks.map((check) => makeCheckRunner(check, log))
  const readiness = cacheResult(() => Promise.all(examiners.map((examine) => examine())), maxPageAgeMs, clock)
  const metrics = cacheResult(() => registry.metrics(), maxPageAgeMs, clock)
  return {
    healthz: makePageRoute('/healthz', async () => ({ status: 200, type: 'text/plain', body: 'ok\n' })),
    internal: [
      makePageRoute('/readyz', async () => readinessPage(await readiness())),
      makePageRoute('/metrics', async () => ({
        status: 200,
        type: registry.contentType,
        body: await metrics(),
      })),
    ],
  }
}

function makePageRoute(path: string, show: () => Promise<{ status: number; type: string; body: string }>): HttpRoute {
  return {
    method: 'GET',
    path,
    async handle(_request, response) {
      const { status, type, body } = await show()
      response.writeHead(status, { 'content-type': type }).end(body)
    },
  }
}

type CheckResult = Health & { name: string }

function readinessPage(results: readonly CheckResult[]) {
  const isReady = results.every((result) => result.isReady)
  const report = Object.fromEntries(results.map(({ name, summary }) => [name, summary]))
  return { status: isReady ? 200 : 503, type: 'application/json', body: `${JSON.stringify(report)}\n` }
}

function makeCheckRunner({ name, run }: Check, log: Logger): () => Promise<CheckResult> {
  const warn = makeRateLimitedWarn(log.child({ check: name }), 'not ready: a check failed')
  return async () => {
    try {
      return { name, ...(await run()) }
    } catch (error) {
      warn(error)
      return { name, summary: 'unreachable', isReady: false }
    }
  }
}

/** Caches the result of `run` for `ms` and shares a run among concurrent callers. A rejection is not cached. */
export function cacheResult<T>(run: () => Promise<T>, ms: number, clock: Clock): () => Promise<T> {
  let running: Promise<T> | undefined
  let last: { at: number; result: T } | undefined
  const runOnce = async () => {
    try {
      const result = await run()
      last = { at: clock.now().getTime(), result }
      return result
    } finally {
      running = undefined
    }
  }
  return async () => {
    if (running) return await running
    // The absolute value, because a clock that was set back would keep the result longer.
    const age = last && Math.abs(clock.now().getTime() - last.at)
    if (last && age !== undefined && age < ms) return last.result
    running = runOnce()
    return await running
  }
}
