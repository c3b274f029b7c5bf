import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `found` gives something; rejects with `what` when it has not within the bound (ms). */
export async function eventually<T>(
  what: string,
  found: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 10_000,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const result = await found()
    if (result !== undefined && result !== false) return result
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`)
    await sleep(5)
  }
}
