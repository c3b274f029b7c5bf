/** A map that lets its oldest entries go, so that a long run stays as small as a short one. */
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
