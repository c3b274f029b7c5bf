import { capitalizeFirst } from '../platform/text.ts'
import { dayMs as wholeDay } from '../platform/time/durations.ts'
import { type Day, findCalendarDay, instantsOf, isExistingDay } from '../platform/time/when.ts'

/** A day at midnight UTC, or why the words cannot be used as a due date. */
export type NamedDay = { on: Date } | { refusal: string }

const weekdayWords = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const monthWords = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const numberWords = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const weekdayPattern = '(sun|mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?'
const monthPattern =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const ordinalDayPattern = '(\\d{1,2})(?:st|nd|rd|th)?'

type NamedDayReader = (found: (string | undefined)[], today: Date) => NamedDay

/** Each pattern matches the whole text; the first that matches decides. */
const namedDayReaders: [RegExp, NamedDayReader][] = [
  [/^(?:today|tonight)$/, (_, today) => ({ on: today })],
  [/^tomorrow$/, (_, today) => ({ on: addDays(today, 1) })],
  [/^(?:the )?day after tomorrow$/, (_, today) => ({ on: addDays(today, 2) })],
  [new RegExp(`^(?:(this|next|on) )?${weekdayPattern}$`), ([, which, name = ''], today) => nextDay(which, name, today)],
  [
    new RegExp(`^(?:in )?(\\d{1,4}|an?|${numberWords.slice(1).join('|')}) (day|week|month|year)s?(?: from now)?$`),
    ([, count = '', unit], today) => resolveRelativeDay(count, unit, today),
  ],
  [/^next (week|month|year)$/, ([, unit], today) => ({ on: startOf(unit, today) })],
  [
    /^(?:the )?end of (?:(?:the|this) )?(next )?(week|month|quarter|year)$/,
    ([, next, unit], today) => ({ on: endOfPeriod(unit, Boolean(next), today) }),
  ],
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([, year, month, day]) => onDate(Number(year), Number(month), Number(day))],
  [
    new RegExp(`^(?:the )?${ordinalDayPattern}(?: of)? ${monthPattern}(?:,? (\\d{4}))?$`),
    ([, day, name, year], today) => resolveMonthDay(day, name, year, today),
  ],
  [
    new RegExp(`^${monthPattern} ${ordinalDayPattern}(?:,? (\\d{4}))?$`),
    ([, name, day, year], today) => resolveMonthDay(day, name, year, today),
  ],
  [
    /^\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2})?)?$/,
    ([words]) => ({ refusal: `Is ${words} in day or month order? Please write 2026-12-01, or 1 Dec.` }),
  ],
]

/** In days; a due date further ahead is taken for a typing error. */
const maxDueDaysAhead = 5 * 366

/**
 * Parses a day such as `next friday`, `in 2 weeks`, `1 Dec` or `2026-12-01`, relative to today in `zone`; undefined
 * when the words name no day. A bare weekday is the first one after today; `next` means the week from next Monday on.
 */
export function readDay(words: string, zone: string, now: Date): NamedDay | undefined {
  const plain = words
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/(?<![.,;!])[.,;!]+$/, '')
    .replace(/^[a-z]{3,9}, (?=\d)/, '')
  const today = utcMidnightOf(findCalendarDay(now, zone, 0))
  for (const [way, read] of namedDayReaders) {
    const found = way.exec(plain)
    if (!found) continue
    const named = read([...found], today)
    return 'on' in named ? checkDueDateRange(named.on, today) : named
  }
  return undefined
}

function checkDueDateRange(on: Date, today: Date): NamedDay {
  if (on < today) return { refusal: `${sayDay(on)} has passed: a due date lies ahead.` }
  if (on > addDays(today, maxDueDaysAhead)) return { refusal: `${sayDay(on)} is more than five years ahead.` }
  return { on }
}

/** The instant of `hour` on that day in the zone; an hour skipped by a clock change becomes the one after. */
export const hourOn = (on: Date, hour: number, zone: string): Date => {
  const [at] = instantsOf(dateOf(on), hour, 0, zone)
  return at ?? on
}

/** Today's calendar day in the zone, at midnight UTC. */
export const todayIn = (zone: string, now: Date): Date => utcMidnightOf(findCalendarDay(now, zone, 0))

export const addDays = (on: Date, days: number): Date => new Date(on.getTime() + days * wholeDay)

/** For example `Fri, 6 Mar 2026`. */
export const sayDay = (on: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(on)

const utcMidnightOf = ({ year, month: of, day }: Day): Date => new Date(Date.UTC(year, of - 1, day))
const dateOf = (on: Date): Day => ({
  year: on.getUTCFullYear(),
  month: on.getUTCMonth() + 1,
  day: on.getUTCDate(),
})

function nextDay(which: string | undefined, name: string, today: Date): NamedDay {
  const wanted = weekdayWords.findIndex((weekdayName) => weekdayName.startsWith(name.slice(0, 3)))
  if (which === 'next') {
    const fromMonday = (wanted + 6) % 7
    return { on: addDays(startOf('week', today), fromMonday) }
  }
  const ahead = (wanted - today.getUTCDay() + 7) % 7
  return { on: addDays(today, ahead === 0 && which !== 'this' ? 7 : ahead) }
}

function resolveRelativeDay(words: string, unit: string | undefined, today: Date): NamedDay {
  const count = /^an?$/.test(words) ? 1 : /^\d+$/.test(words) ? Number(words) : numberWords.indexOf(words)
  if (unit === 'day' || unit === 'week') return { on: addDays(today, unit === 'day' ? count : 7 * count) }
  return { on: addMonths(today, unit === 'year' ? 12 * count : count) }
}

/** The same day of the month `count` months later, or the last day of a shorter month. */
function addMonths(today: Date, count: number): Date {
  const { year, month: of, day } = dateOf(today)
  const last = new Date(Date.UTC(year, of + count, 0))
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())))
}

/** The first day of the next week (a Monday), month or year. */
function startOf(unit: string | undefined, today: Date): Date {
  const { year, month: of } = dateOf(today)
  if (unit === 'week') return addDays(today, 7 - ((today.getUTCDay() + 6) % 7))
  return unit === 'month' ? new Date(Date.UTC(year, of, 1)) : new Date(Date.UTC(year + 1, 0, 1))
}

/** The last day of the current or next period. Weeks end on Friday; at a weekend that is the coming Friday. */
function endOfPeriod(unit: string | undefined, next: boolean, today: Date): Date {
  const { year, month: of } = dateOf(today)
  if (unit === 'week') {
    const friday = addDays(startOf('week', today), -3)
    const coming = friday < today ? addDays(friday, 7) : friday
    return next ? addDays(startOf('week', today), 4) : coming
  }
  const length = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12
  const through = Math.ceil(of / length) * length + (next ? length : 0)
  return new Date(Date.UTC(year, through, 0))
}

function onDate(year: number, of: number, day: number): NamedDay {
  const date = { year, month: of, day }
  if (year < 1000 || !isExistingDay(date))
    return {
      refusal: `There is no ${day} ${capitalizeFirst(monthWords[of - 1] ?? '') || `of month ${of}`} ${year}.`,
    }
  return { on: utcMidnightOf(date) }
}

/** Without a year, the next such day, today included. */
function resolveMonthDay(day = '', name = '', inYear: string | undefined, today: Date): NamedDay {
  const of = monthWords.findIndex((monthName) => monthName.startsWith(name.slice(0, 3))) + 1
  if (inYear) return onDate(Number(inYear), of, Number(day))
  const { year, month: now, day: date } = dateOf(today)
  const hasPassed = of < now || (of === now && Number(day) < date)
  return onDate(hasPassed ? year + 1 : year, of, Number(day))
}
