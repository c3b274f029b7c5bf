import type { WorkspaceClock } from '../clock.ts'

interface Item {
  at: number
  run: () => void
}

/**
 * Runs callbacks at a later workspace time: by itself with the real clock, or on `runDue` with a clock that is stepped
 * by hand.
 */
export class Agenda {
  readonly #clock: WorkspaceClock
  readonly #runsByItself: boolean
  #items: Item[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(clock: WorkspaceClock, runsByItself: boolean) {
    this.#clock = clock
    this.#runsByItself = runsByItself
  }

  add(at: number, run: () => void): () => void {
    const item = { at, run }
    this.#items.push(item)
    this.#arm()
    return () => {
      this.#items = this.#items.filter((one) => one !== item)
    }
  }

  runDue(): void {
    const now = this.#clock.now()
    const due = this.#items.filter((item) => item.at <= now).sort((one, other) => one.at - other.at)
    this.#items = this.#items.filter((item) => item.at > now)
    for (const item of due) item.run()
    this.#arm()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#items = []
  }

  #arm(): void {
    if (!this.#runsByItself) return
    clearTimeout(this.#timer)
    if (this.#items.length === 0) return
    const next = Math.min(...this.#items.map((item) => item.at))
    this.#timer = setTimeout(() => this.runDue(), Math.max(0, next - this.#clock.now()))
    this.#timer.unref()
  }
}
