import { markdownOf } from '../render/markdown-of.ts'
import { isSafeAddress, type Node } from '../templates/nodes.ts'
import { parseProse } from '../templates/prose.ts'
import { type Confidential, type Mask, maskedPersonName, maskFor } from './confidential.ts'
import type { PostMortem } from './model.ts'

/** Keys that are treated the same wherever they occur: names are masked, links and internal details removed. */
const personKeys: ReadonlySet<string> = new Set([
  ...['recorder', 'by', 'owner', 'proposedBy', 'person', 'requestedBy', 'closedBy', 'answeredBy'],
])
const nulledKeys: ReadonlySet<string> = new Set([
  ...['author', 'permalink', 'proposedAtLink', 'reopenedAtLink', 'closedAtLink', 'channel', 'link'],
])
const emptiedKeys: ReadonlySet<string> = new Set([
  ...['entries', 'help', 'attachments', 'pictures', 'contributors', 'briefs'],
])
/** Keys whose values come from the bot's fixed vocabulary. Text under any other key is masked. */
const fixedVocabularyKeys: ReadonlySet<string> = new Set([
  ...['reference', 'severity', 'status', 'mode', 'zone', 'state', 'kind', 'verdict', 'stance', 'speaks', 'is'],
  ...['reason', 'reasonInWords', 'askedOf', 'answerKind', 'what', 'category', 'label', 'section', 'role', 'name'],
])
const isoInstantPattern = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/

/**
 * The document as customers may read it: without names of people, links into Slack, internal channels, pictures and
 * entry ids. Team names stay. Text that people wrote is masked as well.
 */
export function publicDocument(document: PostMortem, confidential: Confidential): PostMortem {
  const mask = maskFor(confidential)
  const masked = maskDeep(document, mask)
  return {
    ...masked,
    actions: masked.actions.map((action) => ({
      ...action,
      result: action.result && { ...action.result, by: null },
    })),
    followUps: masked.followUps.map((followUp, index) => ({
      ...followUp,
      owner: maskIfAny(document.followUps[index]?.owner ?? null, mask),
    })),
    // Messages that the timeline lacks are no concern of customers.
    gaps: masked.gaps.filter(({ section }) => section !== 'timeline').map((gap) => ({ ...gap, who: 'the owner' })),
    written: document.written.map((text) => ({
      ...text,
      text: maskedProse(text.text, mask),
      basis: '',
      by: maskedPersonName,
    })),
  }
}

const maskIfAny = (text: string | null, mask: Mask): string | null => (text === null ? null : mask(text))

/** Masks every text and keeps the shape. */
const maskDeep = <T>(value: T, mask: Mask): T => maskValue(value, '', mask) as T

function maskValue(value: unknown, key: string, mask: Mask): unknown {
  if (Array.isArray(value)) return emptiedKeys.has(key) ? [] : value.map((one) => maskValue(one, key, mask))
  if (typeof value === 'string') return maskTextValue(value, key, mask)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskValue(one, name, mask)]))
}

function maskTextValue(value: string, key: string, mask: Mask): string | null {
  if (nulledKeys.has(key)) return null
  if (personKeys.has(key)) return maskedPersonName
  return fixedVocabularyKeys.has(key) || isoInstantPattern.test(value) ? value : mask(value)
}

/** Masks the parsed text, where Markdown syntax cannot hide a name. */
const maskedProse = (markdown: string, mask: Mask): string =>
  markdownOf(parseProse(markdown).flatMap((node) => maskedNodes(node, mask)))

function maskedNodes(node: Node, mask: Mask): Node[] {
  const inside = (children: Node[]): Node[] => children.flatMap((child) => maskedNodes(child, mask))
  if (node.type === 'link') {
    const children = inside(node.children)
    return isSafeAddress(node.url) && mask(node.url) === node.url ? [{ ...node, children } as Node] : children
  }
  if ('children' in node) return [{ ...node, children: inside(node.children as Node[]) } as Node]
  // The info string of a code block may contain anything.
  if (node.type === 'code') return [{ ...node, value: mask(node.value), lang: null, meta: null }]
  return 'value' in node ? [{ ...node, value: mask(node.value) } as Node] : [node]
}
