const WINDOW = 8
const LONGEST_HOLD_MS = 20

/** Buffers up to 8 items for at most 20 ms and releases them in random order. */
export class Shuffler<Item> {
  readonly #release: (item: Item) => void
  #held: Item[] = []
  #random: () => number = () => 0
  #timer: NodeJS.Timeout | undefined

  constructor(release: (item: Item) => void) {
    this.#release = release
  }

  get isEmpty(): boolean {
    return this.#held.length === 0
  }

  add(item: Item, random: () => number): void {
    this.#held.push(item)
    this.#random = random
    clearTimeout(this.#timer)
    if (this.#held.length >= WINDOW) this.release()
    else this.#timer = setTimeout(() => this.release(), LONGEST_HOLD_MS)
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#held = []
  }

  release(): void {
    clearTimeout(this.#timer)
    const held = this.#held
    this.#held = []
    while (held.length > 0) {
      const [next] = held.splice(Math.floor(this.#random() * held.length), 1)
      if (next !== undefined) this.#release(next)
    }
  }
}
