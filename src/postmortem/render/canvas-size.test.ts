import fc from 'fast-check'
import type { List } from 'mdast'
import { toMarkdown } from 'mdast-util-to-markdown'
import { describe, expect, it } from 'vitest'
import { listItemNode, listNode, type Node, paragraphNode } from '../templates/nodes.ts'
import { fitNodesToLength } from './canvas-size.ts'

const write = (node: Node): string => toMarkdown(node, { bullet: '-' })
const all = (nodes: readonly Node[]): string => nodes.map(write).join('\n')

const listOf = (name: string, count: number, length = 20): List =>
  listNode(Array.from({ length: count }, (_, index) => listItemNode([`${name}${index} ${'x'.repeat(length)}`])))

describe('fitting nodes to a length', () => {
  it('keeps everything that fits', () => {
    const nodes = [paragraphNode('a'), listOf('b', 3)]
    expect(fitNodesToLength(nodes, 10_000, write)).toEqual(nodes)
  })

  it('keeps short lists whole and shortens the long one in the middle', () => {
    const written = all(
      fitNodesToLength([listOf('short', 5), listOf('long', 500), paragraphNode('after')], 5_000, write),
    )
    expect(written.length).toBeLessThan(5_000)
    for (const words of ['short0', 'short4', 'long0 ', 'long499', 'after']) expect(written).toContain(words)
    const shown = written.match(/long\d/g)?.length ?? 0
    const gone = Number(/… (\d+) more/.exec(written)?.[1])
    expect(shown).toBeGreaterThan(100)
    expect(shown + gone).toBe(500)
  })

  it('cuts the end when there is no list to shorten', () => {
    const nodes = Array.from({ length: 50 }, (_, index) => paragraphNode(`p${index} ${'x'.repeat(100)}`))
    const written = all(fitNodesToLength(nodes, 1_000, write))
    expect(written.length).toBeLessThan(1_000)
    expect(written).toContain('p0 ')
    expect(written).toContain('The rest is in the exported file.')
  })

  it('never exceeds the limit', () => {
    const list = fc.tuple(fc.nat({ max: 80 }), fc.nat({ max: 300 }))
    fc.assert(
      fc.property(fc.array(list, { maxLength: 8 }), fc.integer({ min: 500, max: 8_000 }), (lists, most) => {
        const nodes = lists.map(([count, length], index) => listOf(`l${index}n`, count + 1, length))
        const parts = fitNodesToLength(nodes, most, write)
        expect(parts.reduce((sum, node) => sum + write(node).length + 2, 0)).toBeLessThanOrEqual(most)
      }),
    )
  })
})
