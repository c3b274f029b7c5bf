import fc from 'fast-check'
import type { Link, Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { materialWith } from '../../test/support/material.ts'
import { buildPostMortem } from './build.ts'
import { renderMarkdown } from './markdown.ts'
import { escapeMarkdown } from './markdown-text.ts'

const parsed = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''

/** A link that leads where its text says: an address somebody wrote. */
const isHonest = (node: Link): boolean => {
  const text = textOf(node)
  return (
    [text, `mailto:${text}`, `http://${text}`].includes(node.url) && /^(https?|ftp|mailto):/i.test(node.url)
  )
}

/** The document without its words: kinds of nodes, depths and counts. Addresses count as words. */
function skeleton(node: Nodes): unknown[] {
  if (node.type === 'text' || (node.type === 'link' && isHonest(node))) return []
  const kind = [
    node.type,
    ...('depth' in node ? [node.depth] : []),
    ...('checked' in node ? [node.checked] : []),
  ]
  return [[...kind, ...('children' in node ? node.children.flatMap(skeleton) : [])]]
}

const rendered = (words: readonly string[]): Root => {
  let next = 0
  const say = () => {
    next += 1
    return words[next % words.length] ?? 'word'
  }
  return parsed(renderMarkdown(buildPostMortem(materialWith(say))))
}

const signs = [
  '|',
  '`',
  '```',
  '*',
  '**',
  '_',
  '__',
  '~',
  '~~',
  '$',
  '$$',
  '#',
  '##',
  '-',
  '---',
  '+',
  '>',
  '<',
  '[',
  ']',
  '(',
  ')',
  '!',
  '\\',
  '&',
  '<script>',
  '</td>',
  '<!--',
  '<b>',
  '<https://x>',
  '<a@b.c>',
  '](javascript:alert(1))',
  '[x](https://evil)',
  '![x](y)',
  '[^1]',
  '[ ] ',
  '[a]: ',
  '&lt;',
  '&#60;',
  '@name',
  '#12',
  '1. ',
  '2) ',
  '===',
  'www.evil.com',
  'https://x.io/a|b_(c)',
  'a@b.io',
  ': ',
  '\n',
  '\n\n',
  '\r',
  '\r\n    ',
  '\t',
  '\u2028',
  '\u202E',
  'שלום',
  '🔥',
  '\uD83D',
  '\u0000',
  ' ',
  'word',
  '12',
]
const hostile = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...signs) }, fc.string({ maxLength: 4 })), {
    minLength: 1,
    maxLength: 7,
  })
  .map((parts) => parts.join(''))
  .filter((text) => /[^\p{C}\s]/u.test(text))

describe('whatever people wrote', () => {
  const harmless = skeleton(rendered(['word']))

  it('the document has the same headings, tables, lists and links, and no HTML or image', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 12 }), (words) => {
        expect(skeleton(rendered(words))).toEqual(harmless)
      }),
      { numRuns: 100 },
    )
  })

  it('is shown as it was written, on one line', () => {
    const shown = (text: string) => text.replaceAll('\u2060', '').replace(/\s+/g, ' ').trim()
    fc.assert(
      fc.property(hostile, (text) => {
        const written = text
          .toWellFormed()
          .trim()
          .replace(/\s*[\r\n\v\f\u0085\u2028\u2029]\s*/g, ' ⏎ ')
          .replace(/[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
        expect(shown(textOf(parsed(`- ${escapeMarkdown(text)}`)))).toBe(shown(written))
      }),
      { numRuns: 500 },
    )
  })
})

describe('the draft', () => {
  const markdown = renderMarkdown(buildPostMortem(materialWith(() => 'word')))
  const headings = parsed(markdown).children.flatMap((node) =>
    node.type === 'heading' && node.depth < 3 ? [textOf(node)] : [],
  )

  it('has its sections in their order', () => {
    expect(headings).toEqual([
      'INC-12: word',
      'Facts',
      'Summary',
      'Impact',
      'Timeline',
      'What we believed and when',
      'Causes',
      'Actions',
      'The symptom came back',
      'Waits',
      'Challenges',
      'Fresh eyes',
      'The search in figures',
      'Lessons',
      'Follow-ups',
      'Open questions',
    ])
  })

  it('shows times in the zone of the incident, under the day they fell on', () => {
    expect(markdown).toContain('Times in Europe/Lisbon.')
    expect(markdown).toContain('| Declared | 2 Mar 2026, 03:00 |')
    expect(markdown).toContain('| Mitigated | 2 Mar 2026, 03:50 (50 min after declaration) |')
    expect(markdown).toContain('### Monday, 2 March 2026')
    expect(markdown).toContain('### Tuesday, 3 March 2026')
  })

  it('links every line to its message, in its thread where it was in one', () => {
    expect(markdown).toContain('- [03:00](https://acme.slack.com/archives/CINC/p1772420400000100) **status**')
    expect(markdown).toContain('?thread_ts=1772420400.000100&cid=CINC')
  })

  it('marks what nobody supplied, and who should', () => {
    expect(markdown).toContain('| Impact began | **Missing** |')
    expect(markdown.match(/^> \*\*Missing\.\*\* .* _For word\._/gm)).toHaveLength(5)
  })

  it('says of every hypothesis how it ended, and leaves challenges to their own section', () => {
    expect(markdown).toMatch(/\| word \| word \| .* \| 30 min \| none \| none \| ruled out: word \|/)
    expect(markdown).toMatch(/\| confirmed as contributing: word \|/)
    expect(markdown).not.toContain('**challenge**')
    expect(markdown).toContain('_not answered_')
    expect(markdown).toContain('after 45 min, kept: word')
  })

  const links = 'https://acme.slack.com/archives/CINC'
  it.each([
    ['how much spoke for it, and which tests told', '| 1 for, 1 against | 2, 1 without a result | open |'],
    [
      'what speaks for it, linked, and who said so',
      `  - **for** [2 Mar 2026, 03:05](${links}/p1772438400000100): word (word)`,
    ],
    [
      'a test, who looked, and what its result says',
      '  - **test** 2 Mar 2026, 03:10: word (word, due 2 Mar 2026, 03:15): **against**: word',
    ],
    ['a test that told nothing', 'word (word, due 2 Mar 2026, 03:15): _no result was recorded_'],
    ['a test of nothing in particular', '**Other tests**\n\n- **test** 2 Mar 2026, 03:10: word'],
    ['when it came back', `- [3 Mar 2026, 14:00](${links}/p1772546400000100): word (word)`],
    [
      'a wait, and what came of it',
      `- word: word ([2 Mar 2026, 03:00](${links}/p1772564400000100) – 04:10, 1 h 10 min)\n  - What came of it: word\n  - Meanwhile: word`,
    ],
    ['a wait of which nobody told the end', '- word (2 Mar 2026, 04:20, no end was recorded)'],
    ['why it asked', '(the lead had not been questioned): word word'],
    [
      'who was asked for fresh eyes, and answered',
      '- 2 Mar 2026, 03:33: word was asked (by word)\n  - After 8 min: word',
    ],
    ['who did not answer', '- 2 Mar 2026, 03:53: word was asked (by word)\n  - _not answered_'],
    ['what is not explained', `- Not explained, since [2 Mar 2026, 03:00](${links}/p1772438400000100): word`],
    ['what is open again', 'word It was put down to “word”, which was ruled out.'],
    ['a test nobody told the result of', '- Without a result, begun [2 Mar 2026, 03:00]'],
    ['the figures', '- Actions: 1 taken, 0 without effect.'],
  ])('says %s', (_what, line) => {
    expect(markdown).toContain(line)
  })

  it('says what changed after a question, once where that was the answer', () => {
    expect(markdown).toContain('kept: word\n  - **The course changed:** a test had its result\n')
    let count = 0
    const distinct = materialWith(() => {
      count += 1
      return `word${count}`
    })
    expect(renderMarkdown(buildPostMortem(distinct))).toMatch(
      /kept: word\d+\n {2}- \*\*The course changed\*\* after 5 min, a test had its result: word\d+\n/,
    )
  })

  it('asks no question that was answered', () => {
    const questions = markdown.slice(markdown.indexOf('## Open questions'))
    expect(questions.match(/^- Not explained/gm)).toHaveLength(2)
    expect(questions.match(/^- Without a result/gm)).toHaveLength(1)
  })

  it('of an incident without a word says so', () => {
    const { state } = materialWith(() => 'word')
    const bare = { ...state, hypotheses: [], challenges: [] }
    const empty = renderMarkdown(
      buildPostMortem({
        state: bare,
        entries: [],
        roles: [],
        boards: [],
        impact: { windows: [], facts: [] },
      }),
    )
    for (const sentence of [
      'Nothing was recorded.',
      'No hypothesis was tracked.',
      'No action was recorded.',
      'None was due.',
    ])
      expect(empty).toContain(sentence)
  })
})
