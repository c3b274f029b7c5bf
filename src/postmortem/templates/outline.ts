import type { PostMortem, WrittenSection } from '../document/model.ts'
import { findTemplateBlock } from './blocks/registry.ts'
import { renderChangesSince } from './changed.ts'
import { buildFieldValues } from './fields.ts'
import { type Node, textNode } from './nodes.ts'
import { parseProse, parseTemplateWords } from './prose.ts'
import { renderTemplate, type Template } from './template.ts'
import { cutSections, unpackShow, unpackValues } from './tokens.ts'

/** A piece of a section: words, or a record that stands whatever people write. */
interface SectionPiece {
  readonly nodes: Node[]
  isRecord: boolean
}

/** One section of a post-mortem in a certain form; what stands outside of every section has no key. */
export interface OutlineSection {
  key: string | null
  heading: Node | null
  /** As generated. */
  pieces: SectionPiece[]
  /** What somebody wrote in it. */
  written: WrittenSection | null
}

/** A post-mortem in a certain form, before it is rendered. */
export interface Outline {
  document: PostMortem
  template: Pick<Template, 'name' | 'audience'>
  /** What is wrong with the form that was wanted; null where nothing is. */
  complaint: string | null
  sections: OutlineSection[]
}

/** Document + form → sections of nodes. Throws a TemplateError where the form names what is not there. */
export function buildOutline(document: PostMortem, template: Template): Outline {
  const sections = cutSections(renderTemplate(template, buildFieldValues(document))).map(({ key, markdown }) => {
    const [first, ...others] = parseTemplateWords(markdown)
    const heading = first?.type === 'heading' && key !== null ? fillPackedValues(first) : null
    const rest = heading || !first ? others : [first, ...others]
    const pieces = rest.map((node) => pieceOf(node, key, document))
    return {
      key,
      heading,
      pieces: key === null ? pieces : withContent(pieces),
      written: document.written.find(({ section }) => section === key) ?? null,
    }
  })
  return { document, template, complaint: null, sections }
}

/** Without headings that nothing follows before the next of their rank. The heading of a record stays with it. */
function withContent(pieces: readonly SectionPiece[]): SectionPiece[] {
  const kept: SectionPiece[] = []
  for (const piece of pieces.toReversed()) {
    const own = depthOf(piece)
    const next = kept.find(({ nodes }) => nodes.length > 0)
    if (own === 0) kept.unshift(piece)
    else if (next && (depthOf(next) === 0 || depthOf(next) > own)) kept.unshift({ ...piece, isRecord: next.isRecord })
  }
  return kept
}

/** The rank of a template's heading; 0 for anything else. */
const depthOf = ({ nodes: [first, ...others] }: SectionPiece): number =>
  first?.type === 'heading' && others.length === 0 ? first.depth : 0

function pieceOf(node: Node, section: string | null, document: PostMortem): SectionPiece {
  const only = node.type === 'paragraph' && node.children.length === 1 ? node.children[0] : undefined
  const shown = only?.type === 'text' ? unpackShow(only.value) : undefined
  const block = shown && findTemplateBlock(shown.name)
  if (!block) return { nodes: [fillPackedValues(node)], isRecord: false }
  return madeWhenRead(block.isRecord === true, () => block.nodes(document, shown.options, section))
}

/** A record may be long, and whoever only edits the words around it never reads it. */
function madeWhenRead(isRecord: boolean, make: () => Node[]): SectionPiece {
  let made: Node[] | undefined
  return {
    isRecord,
    get nodes() {
      made ??= make()
      return made
    },
  }
}

/** With the values where the template named them. */
function fillPackedValues<T extends Node>(node: T): T {
  if ('children' in node)
    return { ...node, children: (node.children as Node[]).map((child) => fillPackedValues(child)) } as T
  if (node.type === 'text') return textNode(unpackValues(node.value)) as T
  return 'value' in node ? { ...node, value: unpackValues(node.value) } : node
}

/** The nodes to be rendered, sections without content left out. */
export const sectionsShown = (outline: Outline): Node[] =>
  outline.sections.flatMap((section) => {
    const nodes = bodyOf(section, outline)
    if (section.key !== null && nodes.length === 0) return []
    return section.heading ? [section.heading, ...nodes] : nodes
  })

/** What people wrote stands in place of the words that were generated, above the records. */
export function bodyOf({ pieces, written, key }: OutlineSection, { document, template }: Outline): Node[] {
  const all = pieces.flatMap(({ nodes }) => nodes)
  if (!written || key === null) return all
  const records = pieces.filter(({ isRecord }) => isRecord).flatMap(({ nodes }) => nodes)
  const isForUs = document.state !== 'published' && template.audience === 'internal'
  const changes = isForUs ? renderChangesSince(written, pieces, document) : []
  return [...parseProse(written.text), ...changes, ...records]
}
