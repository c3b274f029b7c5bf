import type { PostMortem } from './document/model.ts'
import { markdownOf } from './render/markdown-of.ts'
import { findTemplateBlock } from './templates/blocks/registry.ts'
import { type Node, noteKindOf } from './templates/nodes.ts'

/** Keys of the sections whose text people may write themselves. */
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

export const isProseKey = (key: string): key is ProseKey => proseKeys.some((proseKey) => proseKey === key)

/** Generates the text of one section as plain Markdown; '' if nothing is known. */
export const generateProse = (document: PostMortem, key: ProseKey): string =>
  toPlainMarkdown(findTemplateBlock(key)?.nodes(document, {}, key) ?? [])

/** Generates the text of all these sections. */
export const generateAllProse = (document: PostMortem): Record<ProseKey, string> =>
  Object.fromEntries(proseKeys.map((key) => [key, generateProse(document, key)])) as Record<ProseKey, string>

/** Markdown as people would write it: without links, and without notes on what is missing. */
export const toPlainMarkdown = (nodes: readonly Node[]): string =>
  markdownOf(nodes.filter((node) => !isGapNote(node)).flatMap(stripLinks)).trim()

const isGapNote = (node: Node): boolean => node.type === 'blockquote' && noteKindOf(node) === 'gap'

/** Replaces links with their words. A bare URL survives, since its words are the URL. */
function stripLinks(node: Node): Node[] {
  if (node.type === 'link') return node.children.flatMap((child) => stripLinks(child)) as Node[]
  if (!('children' in node)) return [node]
  return [{ ...node, children: (node.children as Node[]).flatMap(stripLinks) } as Node]
}
