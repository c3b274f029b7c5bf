import type { PostMortem, WrittenSection } from '../document/model.ts'
import { findTemplateBlock } from './blocks/registry.ts'
import { renderChangesSince } from './changed.ts'
import { buildFieldValues } from './fields.ts'
import { type Node, textNode } from './nodes.ts'
import { parseProse, parseTemplateWords } from './prose.ts'
import { renderTemplate, type Template } from './template.ts'
import { splitIntoSections, unpackShow, unpackValues } from './tokens.ts'

/** A piece of a section: words, which an edit replaces, or a record, which stays whatever people write. */
interface SectionPiece {
  readonly nodes: Node[]
  isRecord: boolean
}

/** One section of a post-mortem laid out by a template. Content outside any section has a null key. */
export interface OutlineSection {
  key: string | null
  heading: Node | null
  /** The generated content. */
  pieces: SectionPiece[]
  /** The text that somebody wrote in it; null if nobody did. */
  written: WrittenSection | null
}

/** A post-mortem laid out by a template, not yet rendered to a format. */
export interface Outline {
  document: PostMortem
  template: Pick<Template, 'name' | 'audience'>
  /** Why the requested template could not be used; null if it was. */
  complaint: string | null
  sections: OutlineSection[]
}

/** Lays out a document with a template. Throws a TemplateError if the template cannot be rendered. */
export function buildOutline(document: PostMortem, template: Template): Outline {
  const sections = splitIntoSections(renderTemplate(template, buildFieldValues(document))).map(({ key, markdown }) => {
    const [first, ...others] = parseTemplateWords(markdown)
    const heading = first?.type === 'heading' && key !== null ? fillPackedValues(first) : null
    const rest = heading || !first ? others : [first, ...others]
    const pieces = rest.map((node) => buildSectionPiece(node, key, document))
    return {
      key,
      heading,
      pieces: key === null ? pieces : dropEmptyHeadings(pieces),
      written: document.written.find(({ section }) => section === key) ?? null,
    }
  })
  return { document, template, complaint: null, sections }
}

/** Drops headings that have no content. A heading directly above a record becomes part of the record. */
function dropEmptyHeadings(pieces: readonly SectionPiece[]): SectionPiece[] {
  const kept: SectionPiece[] = []
  for (const piece of pieces.toReversed()) {
    const depth = pieceHeadingDepth(piece)
    const next = kept.find(({ nodes }) => nodes.length > 0)
    if (depth === 0) kept.unshift(piece)
    else if (next && (pieceHeadingDepth(next) === 0 || pieceHeadingDepth(next) > depth))
      kept.unshift({ ...piece, isRecord: next.isRecord })
  }
  return kept
}

/** The depth of a template's heading; 0 for any other piece. */
const pieceHeadingDepth = ({ nodes: [first, ...others] }: SectionPiece): number =>
  first?.type === 'heading' && others.length === 0 ? first.depth : 0

function buildSectionPiece(node: Node, section: string | null, document: PostMortem): SectionPiece {
  const only = node.type === 'paragraph' && node.children.length === 1 ? node.children[0] : undefined
  const shown = only?.type === 'text' ? unpackShow(only.value) : undefined
  const block = shown && findTemplateBlock(shown.name)
  if (!block) return { nodes: [fillPackedValues(node)], isRecord: false }
  return makeLazyPiece(block.isRecord === true, () => block.nodes(document, shown.options, section))
}

/** Builds the nodes on first access. */
function makeLazyPiece(isRecord: boolean, make: () => Node[]): SectionPiece {
  let made: Node[] | undefined
  return {
    isRecord,
    get nodes() {
      made ??= make()
      return made
    },
  }
}

/** Replaces packed values with their text. */
function fillPackedValues<T extends Node>(node: T): T {
  if ('children' in node)
    return { ...node, children: (node.children as Node[]).map((child) => fillPackedValues(child)) } as T
  if (node.type === 'text') return textNode(unpackValues(node.value)) as T
  return 'value' in node ? { ...node, value: unpackValues(node.value) } : node
}

/** The nodes to render. Sections without content are left out. */
export const shownSectionNodes = (outline: Outline): Node[] =>
  outline.sections.flatMap((section) => {
    const nodes = sectionBodyNodes(section, outline)
    if (section.key !== null && nodes.length === 0) return []
    return section.heading ? [section.heading, ...nodes] : nodes
  })

/**
 * The content below the heading of a section. Text that somebody wrote replaces the generated words and stands above
 * the records. Until publication, an internal document also shows what has changed since that text was written.
 */
export function sectionBodyNodes({ pieces, written, key }: OutlineSection, { document, template }: Outline): Node[] {
  const all = pieces.flatMap(({ nodes }) => nodes)
  if (!written || key === null) return all
  const records = pieces.filter(({ isRecord }) => isRecord).flatMap(({ nodes }) => nodes)
  const isForUs = document.state !== 'published' && template.audience === 'internal'
  const changes = isForUs ? renderChangesSince(written, pieces, document) : []
  return [...parseProse(written.text), ...changes, ...records]
}
