import type { Heading } from 'mdast'
import type { Node } from '../../templates/nodes.ts'

/** Lifts headings so that none is more than one level below the one before it. */
export function normalizeHeadingDepths(nodes: readonly Node[]): Node[] {
  let before = 1
  return nodes.map((node) => {
    if (node.type !== 'heading') return node
    const depth = Math.min(node.depth, before + 1) as Heading['depth']
    before = depth
    return { ...node, depth }
  })
}
