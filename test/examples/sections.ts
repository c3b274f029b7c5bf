import type { PostMortem } from '../../src/postmortem/document/model.ts'
import type { Node } from '../../src/postmortem/templates/nodes.ts'
import { sectionBodyNodes } from '../../src/postmortem/templates/outline.ts'
import { outlined } from '../support/outlined.ts'

/**
 * The text of a post-mortem by section, rendered in this template (null: the default one), with a line for each
 * paragraph, item, table row and line of code. Sections without a key count as `facts`.
 */
export function sectionsOf(document: PostMortem, form: string | null = null): ReadonlyMap<string, string> {
  const outline = outlined(document, form)
  const sections = new Map<string, string>()
  for (const section of outline.sections) {
    const key = section.key ?? 'facts'
    const lines = sectionBodyNodes(section, outline).flatMap(linesOf)
    sections.set(key, [sections.get(key) ?? '', ...lines].join('\n'))
  }
  return sections
}

function linesOf(node: Node): string[] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [wordsOf(node)]
    case 'tableRow':
      return [node.children.map((cell) => wordsOf(cell)).join(' | ')]
    case 'code':
      return [node.value]
    default:
      return 'children' in node ? (node.children as Node[]).flatMap(linesOf) : []
  }
}

function wordsOf(node: Node): string {
  if ('children' in node) return (node.children as Node[]).map(wordsOf).join('')
  return 'value' in node ? node.value : ''
}
