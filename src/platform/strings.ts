/** Slack nests some twenty levels. What lies deeper is left out, so that no payload exhausts the stack. */
const maxPayloadDepth = 100

/** A payload with every string in it changed, its keys too; but not what stands under a key of `kept`. */
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

/** Without what PostgreSQL stores in no text: NUL, and halves of characters. */
export const makeStorable = <T>(payload: T): T =>
  everyString(payload, (text) => text.replaceAll('\0', '').toWellFormed())

/** Unicode's bidirectional controls, for a class of characters: they turn around what follows them in a line. */
export const bidiControlClass = String.raw`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`
const bidiControlPattern = new RegExp(`[${bidiControlClass}]`, 'g')

/** What Slack only carries, and what it lets people edit in a field of its own: it must come back as it went. */
const returning: ReadonlySet<string> = new Set(['value', 'action_id', 'private_metadata', 'initial_value'])

/** A text, or all texts of a payload for Slack, so that they turn around nothing that stands beside them. */
export const stripBidiControls = <T>(payload: T): T =>
  everyString(payload, (text) => text.replace(bidiControlPattern, ''), returning)

/** JSON in which they stand as escapes: nothing is lost, and nothing turns around whoever reads it. */
export const escapeBidiControlsInJson = (json: string): string =>
  json.replace(bidiControlPattern, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
