/** Makes changes storable as JSON, which has neither dates nor bigints (Slack's `ts`). Undefined fields are dropped. */
export function encodeForJson(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() }
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (Array.isArray(value)) return value.map(encodeForJson)
  if (typeof value !== 'object' || value === null) return value
  const defined = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(defined.map(([key, part]) => [key, encodeForJson(part)]))
}

/** Reverses `encodeForJson`. */
export function decodeFromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeFromJson)
  if (typeof value !== 'object' || value === null) return value
  if ('$date' in value) return new Date(String(value.$date))
  if ('$bigint' in value) return BigInt(String(value.$bigint))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decodeFromJson(part)]))
}
