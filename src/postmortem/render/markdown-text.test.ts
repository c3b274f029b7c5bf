import { describe, expect, it } from 'vitest'
import { linkNode, paragraphNode, tableNode, textNode } from '../templates/nodes.ts'
import { markdownOf } from './markdown-of.ts'

/** Escapes a text that has a line to itself. */
const escapeMarkdown = (words: string): string => markdownOf([paragraphNode(textNode(words.trim()))]).trimEnd()

const joined = '\u2060'

describe('text without markup is left alone', () => {
  it.each([
    'error rate 1-3% of requests, ~30 min, 2 * 3 > 5',
    'a < b && c > d, 5 & 6',
    'C:\\Users\\ana and snake_case_name and x^2',
    'costs $5 and $6',
    'don’t (really) panic! why? “because”',
    'see #ops-ingest, C# and F#',
    '1.5 % of 12.',
    '--force and -v',
    '-> rolled back',
    '=> fixed',
    '10.0.0.1:8080 +1',
    'ana@acme.com',
    'i.e. [closing] only'.replace('[', ''),
    '決済が遅い 🔥',
    'شبكة بطيئة',
    ':fire: it burns',
  ])('%s', (text) => {
    expect(escapeMarkdown(text)).toBe(text)
  })
})

describe('markup is escaped', () => {
  it.each([
    ['*bold*', '\\*bold\\*'],
    ['_it_ is', '\\_it\\_ is'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['`rm -rf`', '\\`rm -rf\\`'],
    ['[x](javascript:alert(1))', '\\[x](javascript:alert(1))'],
    ['![x](y)', '!\\[x](y)'],
    ['<script>', '\\<script>'],
    ['<!-- x', '\\<!-- x'],
    ['&lt;b&gt; &#60;', '\\&lt;b\\&gt; \\&#60;'],
    ['US$5', 'US\\$5'],
    ['\\*', '\\\\\\*'],
    ['ends in \\', 'ends in \\\\'],
    ['# not a heading', '\\# not a heading'],
    ['a title #', 'a title \\#'],
    ['- not a list', '\\- not a list'],
    ['+ not a list', '\\+ not a list'],
    ['* not a list', '\\* not a list'],
    ['1. not a list', '1\\. not a list'],
    ['12) not a list', '12\\) not a list'],
    ['> not a quotation', '\\> not a quotation'],
    ['---', '\\---'],
    ['- - -', '\\- - -'],
    ['~~~ not code', '\\~\\~\\~ not code'],
    ['[ ] not a task', '\\[ ] not a task'],
    ['[a]: https://x', '\\[a]: <https://x>'],
    ['@dana and (@ben)', `@${joined}dana and (@${joined}ben)`],
    ['fixes #12', `fixes #${joined}12`],
  ])('%s', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })
})

describe('lines are joined and control characters dropped', () => {
  it.each([
    ['one\ntwo', 'one ⏎ two'],
    ['one\r\n  two\rthree', 'one ⏎ two ⏎ three'],
    ['\n\none\n\n', 'one'],
    ['one\n\n- two', 'one ⏎ - two'],
    ['one\u2028two\u0085three', 'one ⏎ two ⏎ three'],
    ['bell\u0007, nul\u0000, \u202Eturned\u202C', 'bell, nul, turned'],
  ])('%j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })
})

describe('URLs become links to themselves', () => {
  it.each([
    ['see https://x.io/a_b*c.', 'see <https://x.io/a_b*c>.'],
    ['(https://x.io/a)', '(<https://x.io/a>)'],
    ['https://en.wikipedia.org/wiki/A_(b)', '<https://en.wikipedia.org/wiki/A_(b)>'],
    ['http://a|b', '<http://a>|b'],
    ['https://', 'https://'],
    ['<https://x.io>', '\\<<https://x.io>>'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
  ])('%s', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })
})

it('escapes a pipe inside a table cell only', () => {
  expect(escapeMarkdown('a | b')).toBe('a | b')
  expect(markdownOf([tableNode([''], [[['a | b \\| c']]])])).toContain('| a \\| b \\\\\\| c |')
})

it.each([
  ['https://acme.slack.com/archives/C1/p1', '[14:35](https://acme.slack.com/archives/C1/p1)'],
  ['javascript:alert(1)', '14:35'],
  ['https://x/) [evil](https://y', '14:35'],
])('writes only safe URLs as links: %s', (url, expected) => {
  expect(markdownOf([paragraphNode(linkNode('14:35', url))]).trim()).toBe(expected)
})
