import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { ListItem, RootContent } from 'mdast'
import type { State } from 'mdast-util-to-hast'
import type { ShowPicture } from './picture.ts'

/** A line of a list; one that stands for a picture shows it. */
export function listItem(state: State, node: ListItem, show: ShowPicture): Element {
  const { className, 'data-kind': kind, 'data-at': at, 'data-picture': picture } = propertiesOf(node)
  if (className === 'entry' && kind && at) return entry(state, node, kind, at)
  const inside = listItemContent(state, node)
  const shown = picture ? show(picture) : null
  if (shown) return h('li', { className: ['picture'] }, h('figure', shown, h('figcaption', inside)))
  return h('li', { dir: 'auto' }, checkboxPrefix(node), inside)
}

function propertiesOf({ data }: ListItem): Partial<Record<string, string>> {
  const given = data?.hProperties ?? {}
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}

/** A task that somebody listed is told as done or not; there is nothing to click. */
const checkboxPrefix = ({ checked }: ListItem): string => (typeof checked === 'boolean' ? (checked ? '☑ ' : '☐ ') : '')

/** A line needs no paragraph around its words, unless there are several. */
function listItemContent(state: State, { children }: ListItem): ElementContent[] {
  const paragraphs = children.filter(({ type }) => type === 'paragraph')
  return children.flatMap((child) =>
    child.type === 'paragraph' && paragraphs.length === 1 ? state.all(child) : one(state, child),
  )
}

function one(state: State, node: RootContent): ElementContent[] {
  const made = state.one(node, undefined)
  return made === undefined ? [] : Array.isArray(made) ? made : [made]
}

/** A line of the timeline: its time with its link, its kind, and apart from both what people wrote. */
function entry(state: State, node: ListItem, kind: string, at: string): Element {
  const [first, ...others] = node.children
  const [time, , , ...said] = first?.type === 'paragraph' ? state.all(first) : []
  return h('li', { className: ['entry'], dataKind: kind }, [
    h('span', { className: ['at'] }, timeElement(time, at)),
    h('span', { className: ['kind'] }, kind),
    h(
      'div',
      { className: ['said'], dir: 'auto' },
      unwrapLeadingBdi(said),
      others.flatMap((child) => one(state, child)),
    ),
  ])
}

/** Words that begin from right to left turn the whole line. */
function unwrapLeadingBdi([first, ...others]: readonly ElementContent[]): ElementContent[] {
  if (!first) return []
  return [...(first.type === 'element' && first.tagName === 'bdi' ? first.children : [first]), ...others]
}

/** The time, also in a form that machines read. */
function timeElement(shown: ElementContent | undefined, at: string): ElementContent[] {
  if (!shown) return []
  if (shown.type !== 'element' || shown.tagName !== 'a') return [h('time', { dateTime: at }, shown)]
  return [{ ...shown, children: [h('time', { dateTime: at }, shown.children)] }]
}
