import { setTimeout as sleep } from 'node:timers/promises'

/** Polls `found` until it returns something other than undefined or false; rejects with `what` after `withinMs`. */
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
