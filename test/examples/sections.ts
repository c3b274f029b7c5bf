import type { PostMortem } from '../../src/postmortem/document/model.ts'
import type { Node } from '../../src/postmortem/templates/nodes.ts'
import { bodyOf } from '../../src/postmortem/templates/outline.ts'
import { outlined } from '../support/outlined.ts'

/**
 * A post-mortem in a certain form (null: the one for everything), section by section, as a reader sees it: a line for
 * each paragraph, item, row and line of code. What stands above the sections is with the facts.
 */
export function sectionsOf(document: PostMortem, form: string | null = null): ReadonlyMap<string, string> {
  const outline = outlined(document, form)
  const sections = new Map<string, string>()
  for (const section of outline.sections) {
    const key = section.key ?? 'facts'
    const lines = bodyOf(section, outline).flatMap(linesOf)
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
