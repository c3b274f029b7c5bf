import { expect, it } from 'vitest'
import { headingNode, type Node, paragraphNode } from '../../templates/nodes.ts'
import { normalizeHeadingDepths } from './headings.ts'

const depths = (nodes: readonly Node[]) => nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : []))

it.each([
  [
    [2, 5, 6],
    [2, 3, 4],
  ],
  [
    [2, 3, 3, 2],
    [2, 3, 3, 2],
  ],
  [
    [2, 4, 3, 6],
    [2, 3, 3, 4],
  ],
  [[3], [2]],
  [[], []],
])('normalizes headings of depths %j to %j', (original, expected) => {
  const nodes = original.flatMap((depth) => [headingNode(depth as 2, 'x'), paragraphNode('y')])
  expect(depths(normalizeHeadingDepths(nodes))).toEqual(expected)
  expect(normalizeHeadingDepths(nodes)).toHaveLength(nodes.length)
})
