import type { List, ListItem } from 'mdast'
import { listItemNode, type Node, paragraphNode } from '../templates/nodes.ts'

interface Sized {
  node: Node
  /** Length of its Markdown in characters, including the blank line after it. */
  size: number
}

/**
 * Shortens a document to at most `most` characters of Markdown. The longest lists lose their middle first, with a note
 * in its place, because their beginning and end matter most. If that is not enough, the end of the document is cut.
 */
export function fitNodesToLength(nodes: readonly Node[], most: number, write: (node: Node) => string): Node[] {
  const sized = (node: Node): Sized => ({ node, size: write(node).length + 2 })
  const parts = nodes.map(sized)
  if (sumSizes(parts) <= most) return [...nodes]
  const lists = parts.filter(({ node }) => node.type === 'list')
  const share = fairShare(lists, most - (sumSizes(parts) - sumSizes(lists)))
  const shorter = parts.map((part) => (part.size > share ? sized(shortenSizedList(part, share)) : part))
  return sumSizes(shorter) <= most ? shorter.map(({ node }) => node) : cutNodesToLength(shorter, most)
}

const sumSizes = (parts: readonly Sized[]): number => parts.reduce((sum, { size }) => sum + size, 0)

/** The maximum size per list at which all of them fit into `room`; lists below it stay whole. */
function fairShare(parts: readonly Sized[], room: number): number {
  let [left, count] = [room, parts.length]
  for (const { size } of parts.toSorted((a, b) => a.size - b.size)) {
    if (size > left / count) break
    left -= size
    count -= 1
  }
  return count > 0 ? left / count : Number.POSITIVE_INFINITY
}

/** Fraction of its share that a list may fill; the rest is for the omission note and for items longer than average. */
const listFillFraction = 0.8

function shortenSizedList({ node, size }: Sized, share: number): Node {
  if (node.type !== 'list') return node
  const { children } = node
  const kept = Math.max(2, Math.floor((children.length * Math.max(0, share) * listFillFraction) / size))
  if (kept >= children.length) return node
  const first = children.slice(0, Math.ceil(kept / 2))
  const last = children.slice(children.length - Math.floor(kept / 2))
  return { ...node, children: [...first, omittedItemsNote(children.length - kept), ...last] } satisfies List
}

const omittedItemsNote = (count: number): ListItem =>
  listItemNode([`… ${count} more: the exported file has all of them.`])

const restInFileNote = paragraphNode('… The rest is in the exported file.')

function cutNodesToLength(parts: readonly Sized[], most: number): Node[] {
  let used = 100
  const beyond = parts.findIndex(({ size }) => {
    used += size
    return used > most
  })
  return [...parts.slice(0, beyond).map(({ node }) => node), restInFileNote]
}
