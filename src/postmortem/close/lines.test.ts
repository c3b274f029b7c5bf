import { describe, expect, it } from 'vitest'
import { stateWith, unexplainedWith } from '../../../test/support/situation.ts'
import { newLessons, newUnexplained, parseLessons } from './lines.ts'

describe('parsing lessons', () => {
  it.each([
    ['badly: nobody knew where the runbook is', 'badly', 'nobody knew where the runbook is'],
    ['Badly nobody had access', 'badly', 'nobody had access'],
    ['went wrong: the alert came late', 'badly', 'the alert came late'],
    ['Went well – the rollback took 40 s', 'well', 'the rollback took 40 s'],
    ['got lucky: it was not Black Friday', 'lucky', 'it was not Black Friday'],
    ['uncaught: no alert on pool size', 'uncaught', 'no alert on pool size'],
    ['  - surprise: the pool is shared', 'surprise', 'the pool is shared'],
    ['* the pool is shared', 'surprise', 'the pool is shared'],
    ['Wellington was cut off', 'surprise', 'Wellington was cut off'],
    ['Well, that was long', 'surprise', 'Well, that was long'],
    ['02:10: nobody was awake', 'surprise', '02:10: nobody was awake'],
    ['‫badly: عربي', 'surprise', '‫badly: عربي'],
  ])('reads the category and text of “%s”', (line, category, text) => {
    expect(parseLessons(line)).toEqual([{ category, text }])
  })

  it.each(['', '   ', '\n\n \t\n', '-', ' - \n* ', 'badly:', 'well'])('finds none in %j', (text) => {
    expect(parseLessons(text)).toEqual([])
  })

  it('reads one lesson per line, with any line ending, and drops duplicates', () => {
    const text = 'well: a\r\nbadly: b\n\nwell: a\rlucky: c'
    expect(parseLessons(text).map((lesson) => lesson.text)).toEqual(['a', 'b', 'c'])
  })

  it('skips lessons that are already recorded', () => {
    expect(newLessons('well: a\nbadly: a', [{ category: 'well', text: 'a' }])).toEqual([
      { category: 'badly', text: 'a' },
    ])
  })
})

it('skips observations that are already recorded as unexplained, but not those explained since', () => {
  const unexplained = [
    unexplainedWith({ entryId: 'a', text: 'every  20 minutes' }),
    unexplainedWith({ entryId: 'b', text: 'no scaling', explainedBy: 'h1', explainedAt: new Date() }),
  ]
  expect(newUnexplained(stateWith({ unexplained }), '- every 20 minutes\nno scaling\n \nonly at night')).toEqual([
    'no scaling',
    'only at night',
  ])
})
