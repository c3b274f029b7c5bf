import type { List, ListItem } from 'mdast'
import { listItemNode, type Node, paragraphNode } from '../templates/nodes.ts'

interface Sized {
  node: Node
  /** Its characters, with those between it and the next. */
  size: number
}

/**
 * What fits into so many characters. The longest lists lose the middle of what they hold, and say so: the beginning
 * and the end tell most. Where that is not enough, the end goes.
 */
export function fitNodesToLength(nodes: readonly Node[], most: number, write: (node: Node) => string): Node[] {
  const sized = (node: Node): Sized => ({ node, size: write(node).length + 2 })
  const parts = nodes.map(sized)
  if (total(parts) <= most) return [...nodes]
  const lists = parts.filter(({ node }) => node.type === 'list')
  const share = fairShare(lists, most - (total(parts) - total(lists)))
  const shorter = parts.map((part) => (part.size > share ? sized(shortenSizedList(part, share)) : part))
  return total(shorter) <= most ? shorter.map(({ node }) => node) : cutAtEnd(shorter, most)
}

const total = (parts: readonly Sized[]): number => parts.reduce((sum, { size }) => sum + size, 0)

/** How long the longest of them may be so that together they fit: the short ones stay whole. */
function fairShare(parts: readonly Sized[], room: number): number {
  let [left, count] = [room, parts.length]
  for (const { size } of parts.toSorted((a, b) => a.size - b.size)) {
    if (size > left / count) break
    left -= size
    count -= 1
  }
  return count > 0 ? left / count : Number.POSITIVE_INFINITY
}

/** How much of a list is left to the line that says what it lacks, and to items that are longer than most. */
const reserve = 0.8

function shortenSizedList({ node, size }: Sized, share: number): Node {
  if (node.type !== 'list') return node
  const { children } = node
  const kept = Math.max(2, Math.floor((children.length * Math.max(0, share) * reserve) / size))
  if (kept >= children.length) return node
  const first = children.slice(0, Math.ceil(kept / 2))
  const last = children.slice(children.length - Math.floor(kept / 2))
  return { ...node, children: [...first, omittedItemsNote(children.length - kept), ...last] } satisfies List
}

const omittedItemsNote = (count: number): ListItem =>
  listItemNode([`… ${count} more: the exported file has all of them.`])

const restInFileNote = paragraphNode('… The rest is in the exported file.')

function cutAtEnd(parts: readonly Sized[], most: number): Node[] {
  let used = 100
  const beyond = parts.findIndex(({ size }) => {
    used += size
    return used > most
  })
  return [...parts.slice(0, beyond).map(({ node }) => node), restInFileNote]
}
