/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/**
 * Makes changes storable as JSON, which has neither dates nor bigints (Slack's `ts`). Undefined fields are dropped.
 * Throws on what no change holds, such as a function.
 */
export function encodeForJson(value: unknown): Json {
  if (value instanceof Date) return { $date: value.toISOString() }
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (Array.isArray(value)) return value.map(encodeForJson)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value
  if (typeof value !== 'object') throw new Error(`a change cannot hold a ${typeof value}`)
  const defined = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(defined.map(([key, part]) => [key, encodeForJson(part)]))
}

/** Reverses `encodeForJson`. */
export function decodeFromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeFromJson)
  if (typeof value !== 'object' || value === null) return value
  if ('$date' in value) return new Date(String(value.$date))
  if ('$bigint' in value && /^-?\d+$/.test(String(value.$bigint))) return BigInt(String(value.$bigint))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decodeFromJson(part)]))
}
