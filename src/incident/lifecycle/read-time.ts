import { readOnlyTime } from '../../platform/time/when.ts'

export const timeFormatExamples = '`14:35`, `yesterday 23:10` or `2026-11-20 14:35`'

/** The same below a field of a form. */
export const timeInputHint = '14:35, yesterday 23:10 or 2026-11-20 14:35; by your clock'

/** Whose clock their words are read by, and now. */
export interface ReaderClock {
  zone: string
  now: Date
}

/** A time on its own, in words as `log` takes them. */
export function parseIncidentTime(words: string, { zone, now }: ReaderClock): { at: Date } | { refusal: string } {
  const otherwise = `I can't read a time in “${words.trim().slice(0, 80)}”. Write ${timeFormatExamples}.`
  return readOnlyTime(words, zone, now, otherwise)
}

/** The same, of a field that may be left empty. */
export const parseOptionalIncidentTime = (
  words: string | undefined,
  reader: ReaderClock,
): { at: Date | undefined } | { refusal: string } =>
  words?.trim() ? parseIncidentTime(words, reader) : { at: undefined }
