import type { PostMortem } from './document/model.ts'
import { markdownOf } from './render/markdown-of.ts'
import { findTemplateBlock } from './templates/blocks/registry.ts'
import { type Node, noteKindOf } from './templates/nodes.ts'

/** Sections whose words people may write themselves. */
export const proseKeys = [
  'summary',
  'impact',
  'causes',
  'detection',
  'resolution',
  'lessons',
  'open_questions',
] as const
export type ProseKey = (typeof proseKeys)[number]

export const isProseKey = (key: string): key is ProseKey => proseKeys.some((known) => known === key)

/** What is generated in one of them, as Markdown without links or marks of what is missing; '' where nothing is known. */
export const generateProse = (document: PostMortem, key: ProseKey): string =>
  toPlainMarkdown(findTemplateBlock(key)?.nodes(document, {}, key) ?? [])

/** The same of each of them. */
export const generateAllProse = (document: PostMortem): Record<ProseKey, string> =>
  Object.fromEntries(proseKeys.map((key) => [key, generateProse(document, key)])) as Record<ProseKey, string>

/** What is generated, as people would write it. */
export const toPlainMarkdown = (nodes: readonly Node[]): string =>
  markdownOf(nodes.filter((node) => !isGap(node)).flatMap(unlinked)).trim()

const isGap = (node: Node): boolean => node.type === 'blockquote' && noteKindOf(node) === 'gap'

/** The words of a link without the link. An address that is its own words stays one. */
function unlinked(node: Node): Node[] {
  if (node.type === 'link') return node.children.flatMap((child) => unlinked(child)) as Node[]
  if (!('children' in node)) return [node]
  return [{ ...node, children: (node.children as Node[]).flatMap(unlinked) } as Node]
}
