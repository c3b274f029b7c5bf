import { readOnlyTime } from '../../platform/time/when.ts'

export const timeFormatExamples = '`14:35`, `yesterday 23:10` or `2026-11-20 14:35`'

/** The same, as the hint below a modal's field. */
export const timeInputHint = '14:35, yesterday 23:10 or 2026-11-20 14:35; by your clock'

/** The zone and current time by which somebody's times are read. */
export interface ReaderClock {
  zone: string
  now: Date
}

/** Parses a time with nothing else beside it, in the formats that `log` accepts. */
export function parseIncidentTime(words: string, { zone, now }: ReaderClock): { at: Date } | { refusal: string } {
  const otherwise = `I can't read a time in “${words.trim().slice(0, 80)}”. Write ${timeFormatExamples}.`
  return readOnlyTime(words, zone, now, otherwise)
}

/** The same for an optional field; `at` is undefined when it is empty. */
export const parseOptionalIncidentTime = (
  words: string | undefined,
  reader: ReaderClock,
): { at: Date | undefined } | { refusal: string } =>
  words?.trim() ? parseIncidentTime(words, reader) : { at: undefined }
