import { describe, expect, it } from 'vitest'
import { at } from '../../../test/support/situation.ts'
import { parseIncidentTime, parseOptionalIncidentTime, timeFormatExamples, timeInputHint } from './read-time.ts'

const reader = { zone: 'Europe/Berlin', now: at(120) }

describe('a time on its own', () => {
  it('is read by the clock of whoever wrote it', () => {
    expect(parseIncidentTime('05:30', reader)).toEqual({ at: at(90) })
  })

  it.each([
    ['soon', `I can't read a time in “soon”. Write ${timeFormatExamples}.`],
    ['05:30 or so', `I can't read a time in “05:30 or so”. Write ${timeFormatExamples}.`],
    [`  ${'x'.repeat(100)}  `, `I can't read a time in “${'x'.repeat(80)}”. Write ${timeFormatExamples}.`],
    ['25:00', "25:00 isn't a valid time."],
  ])('“%s” is refused', (words, refusal) => {
    expect(parseIncidentTime(words, reader)).toEqual({ refusal })
  })

  it('is shown how to write', () => {
    for (const example of ['14:35', 'yesterday 23:10', '2026-11-20 14:35']) {
      expect(timeFormatExamples).toContain(`\`${example}\``)
      expect(timeInputHint).toContain(example)
    }
  })
})

describe('a time that may be left out', () => {
  it.each([undefined, '', '  \n'])('%j is none', (words) => {
    expect(parseOptionalIncidentTime(words, reader)).toStrictEqual({ at: undefined })
  })

  it('is read where it is given', () => {
    expect(parseOptionalIncidentTime(' 05:30 ', reader)).toEqual({ at: at(90) })
    expect(parseOptionalIncidentTime('soon', reader)).toHaveProperty('refusal')
  })
})
