const formats = new Map<string, Intl.DateTimeFormat>()
const maxFormats = 500

/** Formats dates and times in a zone, with 24 hours to a day. Formats are kept, since they are expensive to create. */
export function dateFormat(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.entries(options).join(' ')}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options })
  if (formats.size > maxFormats) formats.clear()
  formats.set(key, format)
  return format
}

/** `14:05`. */
export const formatClockTime = (at: Date, zone: string): string =>
  dateFormat(zone, { hour: '2-digit', minute: '2-digit' }).format(at)
