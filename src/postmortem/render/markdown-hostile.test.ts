import fc from 'fast-check'
import type { Link, Nodes, Root } from 'mdast'
import { describe, expect, it } from 'vitest'
import { hostile } from '../../../test/support/hostile.ts'
import { materialWith } from '../../../test/support/material.ts'
import { inMarkdown } from '../../../test/support/outlined.ts'
import { parsed, textOf } from '../../../test/support/parsed.ts'
import { buildPostMortem } from '../document/build.ts'
import { listItemNode, listNode } from '../templates/nodes.ts'
import { markdownOf } from './markdown-of.ts'

/** Whether a link goes where its text says, as a URL that somebody typed does. */
const isHonest = (node: Link): boolean => {
  const text = textOf(node)
  return [text, `mailto:${text}`, `http://${text}`].includes(node.url) && /^(https?|ftp|mailto):/i.test(node.url)
}

/** Nodes that text from people may become. URLs count as text, too (see `isHonest`). */
const words: ReadonlySet<string> = new Set(['text', 'code', 'inlineCode', 'break'])

/** The structure of a document without its text: types of nodes, depths and counts. */
function skeleton(node: Nodes): unknown[] {
  if (words.has(node.type) || (node.type === 'link' && isHonest(node))) return []
  const kind = [node.type, ...('depth' in node ? [node.depth] : []), ...('checked' in node ? [node.checked] : [])]
  return [[...kind, ...('children' in node ? node.children.flatMap(skeleton) : [])]]
}

const rendered = (words: readonly string[]): Root => {
  let next = 0
  const say = () => {
    next += 1
    return words[next % words.length] ?? 'word'
  }
  const document = parsed(inMarkdown(buildPostMortem(materialWith(say))))
  // The appendix shows commands and long texts as code, so its structure depends on the words.
  const appendix = document.children.findIndex((node) => node.type === 'heading' && textOf(node) === 'Appendix')
  return { ...document, children: document.children.slice(0, appendix) }
}

describe('text that people wrote', () => {
  const harmless = skeleton(rendered(['word']))

  it('never changes the headings, tables, lists and links of the document, nor adds HTML or images', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 12 }), (words) => {
        expect(skeleton(rendered(words))).toEqual(harmless)
      }),
      { numRuns: 50 },
    )
  })

  it('is shown verbatim, on one line', () => {
    const shown = (text: string) => text.replaceAll('\u2060', '').replace(/\s+/g, ' ').trim()
    fc.assert(
      fc.property(hostile, (text) => {
        const written = text
          .toWellFormed()
          .trim()
          .replace(/\s*[\r\n\v\f\u0085\u2028\u2029]\s*/g, ' ⏎ ')
          .replace(/[^\P{Cc}\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
        expect(shown(textOf(parsed(markdownOf([listNode([listItemNode([text.trim()])])]))))).toBe(shown(written))
      }),
      { numRuns: 500 },
    )
  })
})
