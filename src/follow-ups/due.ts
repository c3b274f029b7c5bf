import { capitalizeFirst } from '../platform/text.ts'
import {
  addDays,
  addUnits,
  type CalendarUnit,
  calendarDay,
  dayAt,
  firstDayOf,
  firstDayOfNext,
  lastDayOf,
  nextWeekday,
} from '../platform/time/calendar.ts'
import { sayDay } from '../platform/time/when.ts'

/** A calendar day, or why the words cannot be used as a due date. */
export type NamedDay = { on: Date } | { refusal: string }

const weekdays: Readonly<Record<string, number>> = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 }
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
  [
    new RegExp(`^(?:(this|next|on) )?${weekdayPattern}$`),
    ([, which, name = ''], today) => resolveWeekday(which, name, today),
  ],
  [
    new RegExp(`^(?:in )?(\\d{1,4}|an?|${numberWords.slice(1).join('|')}) (day|week|month|year)s?(?: from now)?$`),
    ([, count = '', unit], today) => resolveRelativeDay(count, unitNamed(unit), today),
  ],
  [/^next (week|month|year)$/, ([, unit], today) => ({ on: firstDayOfNext(unitNamed(unit), today) })],
  [
    /^(?:the )?end of (?:(?:the|this) )?(next )?(week|month|quarter|year)$/,
    ([, next, unit], today) => ({ on: endOfPeriod(unitNamed(unit), Boolean(next), today) }),
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
  const today = dayAt(now, zone)
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

const longUnits = ['week', 'month', 'quarter', 'year'] as const
const unitNamed = (name: string | undefined): CalendarUnit => longUnits.find((unit) => unit === name) ?? 'day'

function resolveWeekday(which: string | undefined, name: string, today: Date): NamedDay {
  const weekday = weekdays[name.slice(0, 3)] ?? 0
  if (which === 'next') return { on: nextWeekday(lastDayOf('week', today), weekday) }
  return { on: which === 'this' && today.getUTCDay() === weekday ? today : nextWeekday(today, weekday) }
}

function resolveRelativeDay(words: string, unit: CalendarUnit, today: Date): NamedDay {
  const count = /^an?$/.test(words) ? 1 : /^\d+$/.test(words) ? Number(words) : numberWords.indexOf(words)
  return { on: addUnits(today, count, unit) }
}

/** The last day of the current or next period. Weeks end on Friday; at a weekend that is the coming Friday. */
function endOfPeriod(unit: CalendarUnit, next: boolean, today: Date): Date {
  const within = next ? firstDayOfNext(unit, today) : today
  if (unit !== 'week') return lastDayOf(unit, within)
  const friday = addDays(firstDayOf('week', within), 4)
  return friday < today ? addDays(friday, 7) : friday
}

function onDate(year: number, of: number, day: number): NamedDay {
  const on = calendarDay(year, of, day)
  if (year < 1000 || !on)
    return {
      refusal: `There is no ${day} ${capitalizeFirst(monthWords[of - 1] ?? '') || `of month ${of}`} ${year}.`,
    }
  return { on }
}

/** Without a year, the next such day, today included. */
function resolveMonthDay(day = '', name = '', inYear: string | undefined, today: Date): NamedDay {
  const of = monthWords.findIndex((monthName) => monthName.startsWith(name.slice(0, 3))) + 1
  if (inYear) return onDate(Number(inYear), of, Number(day))
  const [year, thisMonth] = [today.getUTCFullYear(), today.getUTCMonth() + 1]
  const hasPassed = of < thisMonth || (of === thisMonth && Number(day) < today.getUTCDate())
  return onDate(hasPassed ? year + 1 : year, of, Number(day))
}
