/** Ids from counters instead of random ones, so that two runs of the same script give the same ids. */
export class Ids {
  readonly #last = new Map<string, number>()

  next(prefix: string): string {
    const number = (this.#last.get(prefix) ?? 0) + 1
    this.#last.set(prefix, number)
    return prefix + number.toString(36).toUpperCase().padStart(8, '0')
  }

  nextUnused(prefix: string, isUsed: (id: string) => boolean): string {
    let id = this.next(prefix)
    while (isUsed(id)) id = this.next(prefix)
    return id
  }
}
