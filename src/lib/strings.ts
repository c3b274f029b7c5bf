/** Slack nests some twenty levels. What lies deeper is left out, so that no payload exhausts the stack. */
const deepest = 100

/** A payload with every string in it changed, its keys too. */
export const everyString = <T>(payload: T, change: (text: string) => string): T =>
  changed(payload, change, 0) as T

function changed(value: unknown, change: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return null
  if (Array.isArray(value)) return value.map((one) => changed(one, change, depth + 1))
  const entries = Object.entries(value).map(([key, one]) => [change(key), changed(one, change, depth + 1)])
  return Object.fromEntries(entries)
}

/** Without what PostgreSQL stores in no text: NUL, and halves of characters. */
export const storable = <T>(payload: T): T =>
  everyString(payload, (text) => text.replaceAll('\0', '').toWellFormed())
