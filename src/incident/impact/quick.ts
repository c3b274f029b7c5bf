import { parseNameList } from '../lifecycle/read-declaration.ts'
import { parseIncidentTime, type ReaderClock } from '../lifecycle/read-time.ts'
import type { ImpactReport } from './impact.ts'
import { type FactName, factNames } from './model.ts'

/** The parsed arguments of `impact`: a report, the end of the open period, or a refusal. */
export type ParsedImpact = { told: ImpactReport } | { endedAt: Date } | { refusal: string }

/** The separator between two times. */
const timeRangeSeparator = /(?<=\d:\d{2})\s*(?:[-–—]|\bto\b)\s*/i

/** Parses `08:06-08:26`, `since 08:06`, `until 08:26`, `users 1-3 % of telemetry` or `services checkout, search`. */
export function readImpact(words: string, reader: ReaderClock, command: string): ParsedImpact {
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(words.trim()) ?? []
  if (/^since$/i.test(first)) return windowFrom(parseIncidentTime(rest, reader))
  if (/^(until|ended)$/i.test(first)) {
    const end = rest ? parseIncidentTime(rest, reader) : { at: reader.now }
    return 'refusal' in end ? end : { endedAt: end.at }
  }
  const [from, to] = splitTimeRange(words.trim())
  if (to !== undefined) return readSpan(from, to, reader)
  if (/^services?$/i.test(first) && rest) return { told: { services: parseNameList(rest) } }
  const fact = factIn(words.trim())
  if (fact) return { told: { facts: fact } }
  return {
    refusal: `Say when, or what was affected: \`${command} impact 08:06-08:26\`, \`${command} impact since 08:06\`, \`${command} impact users 1-3 % of telemetry\`. Facts: ${factNames.join(', ')}, services.`,
  }
}

/** Splits `08:06-08:26` into its two times. The second is undefined when the words are no range. */
function splitTimeRange(words: string): [string, string | undefined] {
  const between = timeRangeSeparator.exec(words)
  const to = between ? words.slice(between.index + between[0].length) : ''
  return /\d:\d{2}$/.test(to) ? [words.slice(0, between?.index), to] : [words, undefined]
}

function windowFrom(from: { at: Date } | { refusal: string }): ParsedImpact {
  return 'refusal' in from ? from : { told: { window: { from: from.at, to: null } } }
}

/** Reads a range. An end without a date is on the date given for the start. */
function readSpan(one: string, other: string, reader: ReaderClock): ParsedImpact {
  const from = parseIncidentTime(one, reader)
  if ('refusal' in from) return from
  const day = /^\s*(yesterday|\d{4}-\d{2}-\d{2})\s/i.exec(one)?.[1]
  const dated = /^\s*(yesterday|\d{4}-\d{2}-\d{2})\s/i.test(other)
  const to = parseIncidentTime(day && !dated ? `${day} ${other}` : other, reader)
  return 'refusal' in to ? to : { told: { window: { from: from.at, to: to.at } } }
}

const factNameByWord = new Map<string, FactName>([
  ['user', 'users'],
  ['users', 'users'],
  ['request', 'requests'],
  ['requests', 'requests'],
  ['revenue', 'revenue'],
  ['error', 'error rate'],
  ['errors', 'error rate'],
  ['error rate', 'error rate'],
  ['slo', 'SLO budget'],
  ['slo budget', 'SLO budget'],
  ['blast', 'blast radius'],
  ['blast radius', 'blast radius'],
])

function factIn(words: string): Partial<Record<FactName, string>> | undefined {
  const [one = '', two = '', ...rest] = words.split(/\s+/)
  const long = factNameByWord.get(`${one} ${two}`.toLowerCase().replace(/:$/, ''))
  const short = factNameByWord.get(one.toLowerCase().replace(/:$/, ''))
  const name = long ?? short
  const value = (long ? rest : [two, ...rest]).join(' ').trim().slice(0, 500)
  return name && value ? { [name]: value } : undefined
}

/** Parses the modal's two period fields. Empty when neither is filled in. */
export function parseImpactPeriod(
  { from, to }: { from: string; to: string },
  reader: ReaderClock,
): { window?: { from: Date; to: Date | null } } | { refusal: string; field: 'from' | 'to' } {
  if (!from.trim()) return to.trim() ? { refusal: 'From when did it last?', field: 'from' } : {}
  const start = parseIncidentTime(from, reader)
  if ('refusal' in start) return { ...start, field: 'from' }
  if (!to.trim()) return { window: { from: start.at, to: null } }
  const end = parseIncidentTime(to, reader)
  if ('refusal' in end) return { ...end, field: 'to' }
  return { window: { from: start.at, to: end.at } }
}
