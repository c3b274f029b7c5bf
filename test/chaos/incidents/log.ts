/** What happened in one incident, in order, short enough to read in full. */
export class Log {
  readonly #start = performance.now()
  readonly #lines: string[] = []
  readonly #counts = new Map<string, number>()

  note(what: string): void {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(2)
    this.#lines.push(`${seconds.padStart(7)} ${what}`)
  }

  count(what: string): void {
    this.#counts.set(what, this.counted(what) + 1)
  }

  counted(what: string): number {
    return this.#counts.get(what) ?? 0
  }

  get seconds(): number {
    return Math.round((performance.now() - this.#start) / 1000)
  }

  get lines(): readonly string[] {
    return this.#lines
  }
}
