/** Slack nests about twenty levels. Deeper values are dropped, so that no payload exhausts the stack. */
const maxPayloadDepth = 100

/** Applies `change` to every string in a payload, including keys, except the values of keys in `kept`. */
export const everyString = <T>(
  payload: T,
  change: (text: string) => string,
  kept: ReadonlySet<string> = new Set(),
): T => mapStringsFrom(payload, change, kept, 0) as T

function mapStringsFrom(
  value: unknown,
  change: (text: string) => string,
  kept: ReadonlySet<string>,
  depth: number,
): unknown {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === maxPayloadDepth) return null
  if (Array.isArray(value)) return value.map((one) => mapStringsFrom(one, change, kept, depth + 1))
  const entries = Object.entries(value).map(([key, one]) => [
    change(key),
    kept.has(key) ? one : mapStringsFrom(one, change, kept, depth + 1),
  ])
  return Object.fromEntries(entries)
}

/** Removes what PostgreSQL cannot store in text: NUL and lone surrogates. */
export const makeStorable = <T>(payload: T): T =>
  everyString(payload, (text) => text.replaceAll('\0', '').toWellFormed())

/**
 * Unicode's bidirectional control characters, for a regex character class. They reverse the text that follows in the
 * line.
 */
export const bidiControlClass = String.raw`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`
const bidiControlPattern = new RegExp(`[${bidiControlClass}]`, 'g')

/** Fields that Slack only passes back, or that people edit in an input: they must return unchanged. */
const unchangedFieldNames: ReadonlySet<string> = new Set(['value', 'action_id', 'private_metadata', 'initial_value'])

/**
 * Strips bidirectional controls from a text, or from a payload for Slack, so that they do not reverse the text around
 * them.
 */
export const stripBidiControls = <T>(payload: T): T =>
  everyString(payload, (text) => text.replace(bidiControlPattern, ''), unchangedFieldNames)

/** Escapes bidirectional controls in JSON: nothing is lost, and readers see the text in its real order. */
export const escapeBidiControlsInJson = (json: string): string =>
  json.replace(bidiControlPattern, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
