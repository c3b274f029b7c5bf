import { describe, expect, it } from 'vitest'
import { at } from '../../../test/support/situation.ts'
import { parseIncidentTime, parseOptionalIncidentTime, timeFormatExamples, timeInputHint } from './read-time.ts'

const reader = { zone: 'Europe/Berlin', now: at(120) }

describe('parsing a time', () => {
  it('uses the zone of its author', () => {
    expect(parseIncidentTime('05:30', reader)).toEqual({ at: at(90) })
  })

  it.each([
    ['soon', `I can't read a time in “soon”. Write ${timeFormatExamples}.`],
    ['05:30 or so', `I can't read a time in “05:30 or so”. Write ${timeFormatExamples}.`],
    [`  ${'x'.repeat(100)}  `, `I can't read a time in “${'x'.repeat(80)}”. Write ${timeFormatExamples}.`],
    ['25:00', "25:00 isn't a valid time."],
  ])('refuses “%s”', (words, refusal) => {
    expect(parseIncidentTime(words, reader)).toEqual({ refusal })
  })

  it('shows all formats in its examples and its hint', () => {
    for (const example of ['14:35', 'yesterday 23:10', '2026-11-20 14:35']) {
      expect(timeFormatExamples).toContain(`\`${example}\``)
      expect(timeInputHint).toContain(example)
    }
  })
})

describe('parsing an optional time', () => {
  it.each([undefined, '', '  \n'])('reads %j as no time', (words) => {
    expect(parseOptionalIncidentTime(words, reader)).toStrictEqual({ at: undefined })
  })

  it('reads or refuses a time that is given', () => {
    expect(parseOptionalIncidentTime(' 05:30 ', reader)).toEqual({ at: at(90) })
    expect(parseOptionalIncidentTime('soon', reader)).toHaveProperty('refusal')
  })
})
