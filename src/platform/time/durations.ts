export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

const msByUnit: Record<string, number> = { s: secondMs, m: minuteMs, h: hourMs, d: dayMs }

/** Milliseconds in a duration such as `2s`, `15m`, `1h` or `1h30m`; undefined if the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+[smhd])+$/.test(text)) return undefined
  const parts = [...text.matchAll(/(?<!\d)(\d+)([smhd])/g)]
  return parts.reduce((total, [, count, unit]) => total + Number(count) * (msByUnit[unit ?? ''] ?? 0), 0)
}

/** Formats a duration as `40 s`, `15 min`, `2 h 05 min` or `3 d 4 h`. Never drops whole days. */
export function sayDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / secondMs))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(ms / minuteMs)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}
