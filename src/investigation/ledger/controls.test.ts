import { describe, expect, it } from 'vitest'
import { hypothesisActions, testActions } from './controls.ts'

const { row, reopen, explained, same, anyway, reopenWith } = hypothesisActions
const { begin, results } = testActions

describe('what the controls of the ledger carry', () => {
  it.each([
    ['row', row.write({ verb: 'stand_down', id: 'h1' }), 'stand_down h1'],
    ['reopen', reopen.write({ id: 'h1' }), 'h1'],
    ['reopen any', reopen.write({ id: null }), ''],
    ['explained', explained.write({ entryId: 'e1' }), 'e1'],
    ['explained any', explained.write({ entryId: null }), 'all'],
    ['begin', begin.write({ hypothesisId: 'h1' }), 'h1'],
    ['begin of none', begin.write({ hypothesisId: null }), 'none'],
    ['results of none', results.write({ hypothesisId: null }), 'none'],
    ['same', same.write({ id: 'h1', carries: 'words', text: 'entry  e1 ' }), 'h1 words entry  e1 '],
    ['anyway', anyway.write({ carries: 'entry', text: 'e1' }), 'entry e1'],
    [
      'reopenWith',
      reopenWith.write({ id: 'h1', stance: 'against', carries: 'words', text: 'a b' }),
      'h1 against words a b',
    ],
  ])('%s is written as earlier releases wrote it', (_, written, expected) => {
    expect(written).toBe(expected)
  })

  it.each([
    ['row', row.read('rule_out h1'), { verb: 'rule_out', id: 'h1' }],
    ['row with another verb', row.read('merge h1'), undefined],
    ['reopen', reopen.read('h1'), { id: 'h1' }],
    ['reopen any', reopen.read(''), { id: null }],
    ['explained any', explained.read('all'), { entryId: null }],
    ['begin of none', begin.read('none'), { hypothesisId: null }],
    ['begin', begin.read('h1'), { hypothesisId: 'h1' }],
    ['same', same.read('h1 words entry  e1 '), { id: 'h1', carries: 'words', text: 'entry  e1 ' }],
    ['anyway', anyway.read('words entry 0190'), { carries: 'words', text: 'entry 0190' }],
    ['anyway with words left empty', anyway.read('words '), { carries: 'words', text: '' }],
    ['anyway with something else', anyway.read('file f1'), undefined],
    ['reopenWith', reopenWith.read('h1 for entry e1'), { id: 'h1', stance: 'for', carries: 'entry', text: 'e1' }],
    ['reopenWith without a stance', reopenWith.read('h1 entry e1'), undefined],
  ])('%s is read', (_, read, expected) => {
    expect(read).toEqual(expected)
  })
})
