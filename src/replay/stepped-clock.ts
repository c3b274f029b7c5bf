import type { Clock } from '../platform/time/clock.ts'

/** A clock that stands still until it is moved, and never goes back. */
export class SteppedClock implements Clock {
  #now: number

  constructor(start: Date) {
    this.#now = start.getTime()
  }

  now(): Date {
    return new Date(this.#now)
  }

  moveTo(at: Date): void {
    this.#now = Math.max(this.#now, at.getTime())
  }
}
