/** A map that drops its oldest entry when full, to bound memory in a long run. */
export class BoundedMap<Value> extends Map<string, Value> {
  readonly #most: number

  constructor(most: number) {
    super()
    this.#most = most
  }

  override set(key: string, value: Value): this {
    super.set(key, value)
    const oldest = this.keys().next().value
    if (this.size > this.#most && oldest !== undefined) this.delete(oldest)
    return this
  }
}
