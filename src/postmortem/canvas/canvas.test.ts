import fc from 'fast-check'
import type { Root } from 'mdast'
import { describe, expect, it } from 'vitest'
import { parseCanvas, refusedIn } from '../../../playground/canvas/check.ts'
import { hostile } from '../../../test/support/hostile.ts'
import { materialWith } from '../../../test/support/material.ts'
import { forms } from '../../../test/support/outlined.ts'
import { at, entryWith } from '../../../test/support/situation.ts'
import type { PostMortemInput } from '../input.ts'
import type { PostMortemRecord } from '../record.ts'
import { type Node, plainWords } from '../templates/nodes.ts'
import { renderCanvas as render } from './canvas.ts'

const renderCanvas = (material: PostMortemInput) => render(material, forms)
let count = 0
const plain = materialWith(() => `words ${++count}`)
const entries = (many: number, text: (index: number) => string): PostMortemInput => ({
  ...plain,
  entries: Array.from({ length: many }, (_, index) =>
    entryWith({ id: `e${index}`, text: text(index), occurredAt: at(index) }),
  ),
})
const published = { ...plain.record, state: 'published' } as PostMortemRecord

describe('the canvas', () => {
  it('is named after the incident number, not its title, so that a new title does not make another canvas', () => {
    expect(renderCanvas(plain).title).toBe('INC-12 post-mortem')
  })

  it('warns that manual edits are overwritten, until the post-mortem is published', () => {
    expect(renderCanvas(plain).markdown).toContain('overwritten')
    expect(renderCanvas({ ...plain, record: published }).markdown).not.toContain('overwritten')
  })

  it('has every section of the post-mortem', () => {
    const { children } = parseCanvas(renderCanvas(plain).markdown)
    const headings = children.filter((node) => node.type === 'heading')
    expect(headings.length).toBeGreaterThan(8)
    expect(refusedIn(renderCanvas(plain).markdown)).toBeUndefined()
  })

  it.each([
    ['a mention', '![](@UBEN) ![](#COPS)'],
    ['HTML', '</td><script>alert(1)</script>'],
    ['a table', '| a | b |\n|--|--|\n| c | d |'],
    ['headings and lists', '#### a\n- b\n1. c\n> d'],
    ['links', '[x](javascript:alert(1)) <https://evil> https://fine'],
    ['a diagram', '```mermaid\ngantt\n```'],
    ['right-to-left text', '\u202Eabc\u2066'],
  ])('shows %s as text', (_what, hostile) => {
    const { markdown } = renderCanvas(materialWith(() => hostile))
    expect(refusedIn(markdown)).toBeUndefined()
    expect(markdown).not.toMatch(/(?<!\\)!\[/)
    expect(JSON.stringify(parseCanvas(markdown))).not.toContain('javascript:alert(1)"')
  })
})

describe('text that people wrote', () => {
  it('never makes Slack refuse the canvas, mentions anybody, loads an image or breaks a list or table', () => {
    // The content of the appendix depends on the words.
    const isAppendix = (node: Node) => node.type === 'heading' && plainWords(node) === 'Appendix'
    const shape = ({ children }: Root) => {
      const appendix = children.findIndex(isAppendix)
      return (appendix < 0 ? children : children.slice(0, appendix)).map(({ type }) => type)
    }
    const harmless = shape(parseCanvas(renderCanvas(materialWith(() => 'word')).markdown))
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 12 }), (words) => {
        let next = 0
        const { markdown } = renderCanvas(materialWith(() => words[++next % words.length] ?? 'word'))
        expect(refusedIn(markdown)).toBeUndefined()
        const root = parseCanvas(markdown)
        expect(JSON.stringify(root)).not.toContain('"type":"image"')
        expect(shape(root)).toEqual(harmless)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the canvas of a long incident', () => {
  it('is bounded: it shows the beginning and the end of the timeline, and says so', () => {
    const { markdown } = renderCanvas(entries(10_000, (index) => `line ${index}.`))
    expect(markdown.length).toBeLessThan(100_000)
    expect(markdown).toContain('Of the 10000 lines of the timeline the first and the last 300 are shown')
    for (const line of ['line 0.', 'line 299.', 'line 9700.', 'line 9999.']) expect(markdown).toContain(line)
    for (const line of ['line 300.', 'line 9699.']) expect(markdown).not.toContain(line)
    expect(refusedIn(markdown)).toBeUndefined()
  })

  it('omits more of the middle when messages are long, leaves other sections unaffected', () => {
    const { markdown } = renderCanvas(entries(500, (index) => `line ${index}. ${'long '.repeat(200)}`))
    expect(markdown.length).toBeLessThan(100_000)
    expect(markdown).toMatch(/- … \d+ more: the exported file has all of them\./)
    for (const line of ['line 0.', 'line 499.']) expect(markdown).toContain(line)
    expect(markdown).toContain('## Follow-ups')
    expect(refusedIn(markdown)).toBeUndefined()
  })

  it('shows the beginning of a message of 40,000 characters', () => {
    const { markdown } = renderCanvas(entries(1, () => 'word '.repeat(8_000)))
    expect(markdown.length).toBeLessThan(20_000)
    expect(markdown).toContain('word word')
  })
})
