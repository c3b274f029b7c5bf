/**
 * Renders Slack's `<!date^1573066500^{date} at {time}|…>` with day and zone, since the reader's own zone is unknown.
 */
export function sayDate(target: string, label: string | undefined, zone: string): string {
  const [, seconds = '', format = ''] = target.split('^')
  const at = new Date(Number(seconds) * 1000)
  if (!seconds || Number.isNaN(at.getTime())) return label ?? 'a date'
  const { day, time } = formatDayAndTime(at, zone)
  const both = `${day} ${time} (${zone})`
  if (!/\{[a-z_]+\}/.test(format)) return both
  const hasBoth = /\{date/.test(format) && /\{time/.test(format)
  return format.replace(/\{([a-z_]+)\}/g, (_, token: string) => {
    if (!hasBoth) return both
    return token.startsWith('date') ? day : `${time} (${zone})`
  })
}

function formatDayAndTime(at: Date, timeZone: string): { day: string; time: string } {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const [day = '', time = ''] = shown.format(at).split(' ')
  return { day, time }
}
