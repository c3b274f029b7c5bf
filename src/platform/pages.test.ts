import { pino } from 'pino'
import { Gauge, Registry } from 'prom-client'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startHttpServer } from './http.ts'
import { type Check, cacheResult, type Health, healthyState, makePages } from './pages.ts'

let now = new Date('2026-03-02T03:00:00.000Z')
const clock = { now: () => now }
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

/** Each run resolves or rejects when the test says so. */
function runs() {
  const pending: PromiseWithResolvers<number>[] = []
  const run = () => {
    const next = Promise.withResolvers<number>()
    pending.push(next)
    return next.promise
  }
  return { pending, run }
}

describe('a cached result', () => {
  it('is shared by concurrent callers, however long it takes', async () => {
    const { pending, run } = runs()
    const get = cacheResult(run, 1_000, clock)
    const first = get()
    pass(5_000)
    const second = get()
    pending[0]?.resolve(1)
    expect(await Promise.all([first, second])).toEqual([1, 1])
    expect(pending).toHaveLength(1)
  })

  it.each([
    ['is kept for its time', 999, 1],
    ['is not kept for longer', 1_000, 2],
    ['is not kept when the clock was set back', -3_600_000, 2],
  ])('%s', async (_what, ms, gathered) => {
    const { pending, run } = runs()
    const get = cacheResult(run, 1_000, clock)
    const first = get()
    pending[0]?.resolve(1)
    await first
    pass(ms)
    void get()
    expect(pending).toHaveLength(gathered)
  })

  it('is never a rejection: the next caller runs it again', async () => {
    const { pending, run } = runs()
    const get = cacheResult(run, 60_000, clock)
    const failing = get()
    pending[0]?.reject(new Error('no database'))
    await expect(failing).rejects.toThrow('no database')
    const next = get()
    pending[1]?.resolve(2)
    expect(await next).toBe(2)
  })
})

const lines: Record<string, unknown>[] = []
beforeEach(() => void lines.splice(0))

/** Serves the pages over HTTP. */
async function pagesOf(checks: Check[], registry = new Registry()) {
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const { healthz, internal } = makePages(checks, registry, clock, log)
  const server = await startHttpServer(0, [healthz, ...internal], log)
  const address = server.address()
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    get: async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: response.status, body: await response.text() }
    },
  }
}

const check = (name: string, run: () => Promise<Health>): Check => ({ name, run })

describe('the pages', () => {
  it('are computed at most once a second, whatever the number of requests', async () => {
    const examine = vi.fn(async () => healthyState)
    const collect = vi.fn()
    const registry = new Registry()
    new Gauge({ name: 'dear', help: 'costs a transaction', registers: [registry], collect })
    const pages = await pagesOf([check('database', examine)], registry)
    const all = () => Promise.all(Array.from({ length: 20 }, (_, n) => pages.get(n % 2 ? '/readyz' : '/metrics')))
    await all()
    await all()
    expect([examine.mock.calls.length, collect.mock.calls.length]).toEqual([1, 1])
    pass(1_000)
    await all()
    expect([examine.mock.calls.length, collect.mock.calls.length]).toEqual([2, 2])
  })

  it('name an unreachable dependency in plain words, and leave the error to the log', async () => {
    const detail = 'connect ECONNREFUSED db.internal:5432, user fresheyes'
    const pages = await pagesOf([
      check('database', () => Promise.reject(new Error(detail))),
      check('slack', async () => healthyState),
    ])
    for (let n = 0; n < 5; n += 1) {
      expect(await pages.get('/readyz')).toEqual({
        status: 503,
        body: '{"database":"unreachable","slack":"ok"}\n',
      })
      pass(1_000)
    }
    expect(lines).toMatchObject([{ check: 'database', err: { message: detail }, times: 1 }])
    expect((await pages.get('/healthz')).status).toBe(200)
  })

  it('stay ready when a problem does not keep payloads from being stored', async () => {
    const pages = await pagesOf([check('slack', async () => ({ summary: 'no answer', isReady: true }))])
    expect(await pages.get('/readyz')).toEqual({ status: 200, body: '{"slack":"no answer"}\n' })
  })

  it('do not show why the metrics failed', async () => {
    const registry = new Registry()
    const collect = () => Promise.reject(new Error('connect ECONNREFUSED db.internal'))
    new Gauge({ name: 'broken', help: 'fails', registers: [registry], collect })
    const pages = await pagesOf([], registry)
    expect(await pages.get('/metrics')).toEqual({ status: 500, body: '' })
    expect(lines).toMatchObject([{ msg: 'a request could not be answered', times: 1 }])
  })
})
