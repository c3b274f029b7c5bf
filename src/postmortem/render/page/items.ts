import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { ListItem, RootContent } from 'mdast'
import type { State } from 'mdast-util-to-hast'
import type { ShowPicture } from './picture.ts'

/** Renders a list item; one that refers to a picture shows it as a figure. */
export function listItemElement(state: State, node: ListItem, show: ShowPicture): Element {
  const { className, 'data-kind': kind, 'data-at': at, 'data-picture': picture } = readItemProperties(node)
  if (className === 'entry' && kind && at) return timelineEntryElement(state, node, kind, at)
  const inside = listItemContent(state, node)
  const shown = picture ? show(picture) : null
  if (shown) return h('li', { className: ['picture'] }, h('figure', shown, h('figcaption', inside)))
  return h('li', { dir: 'auto' }, checkboxPrefix(node), inside)
}

function readItemProperties({ data }: ListItem): Partial<Record<string, string>> {
  const properties = data?.hProperties ?? {}
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]))
}

/** Shows a task list item as text, because there is nothing to click on the page. */
const checkboxPrefix = ({ checked }: ListItem): string => (typeof checked === 'boolean' ? (checked ? '☑ ' : '☐ ') : '')

/** Unwraps the paragraph of an item that has only one. */
function listItemContent(state: State, { children }: ListItem): ElementContent[] {
  const paragraphs = children.filter(({ type }) => type === 'paragraph')
  return children.flatMap((child) =>
    child.type === 'paragraph' && paragraphs.length === 1 ? state.all(child) : convertItemNode(state, child),
  )
}

function convertItemNode(state: State, node: RootContent): ElementContent[] {
  const made = state.one(node, undefined)
  return made === undefined ? [] : Array.isArray(made) ? made : [made]
}

/** Renders a timeline entry in three columns: time with its link, kind, and text. */
function timelineEntryElement(state: State, node: ListItem, kind: string, at: string): Element {
  const [first, ...others] = node.children
  const [time, , , ...text] = first?.type === 'paragraph' ? state.all(first) : []
  return h('li', { className: ['entry'], dataKind: kind }, [
    h('span', { className: ['at'] }, timeElement(time, at)),
    h('span', { className: ['kind'] }, kind),
    h(
      'div',
      { className: ['said'], dir: 'auto' },
      unwrapLeadingBdi(text),
      others.flatMap((child) => convertItemNode(state, child)),
    ),
  ])
}

/** Lets text that starts right-to-left set the direction of the whole entry: `dir="auto"` ignores `<bdi>`. */
function unwrapLeadingBdi([first, ...others]: readonly ElementContent[]): ElementContent[] {
  if (!first) return []
  return [...(first.type === 'element' && first.tagName === 'bdi' ? first.children : [first]), ...others]
}

/** Wraps the shown time, inside its link if it has one, in a machine-readable `<time>`. */
function timeElement(shown: ElementContent | undefined, at: string): ElementContent[] {
  if (!shown) return []
  if (shown.type !== 'element' || shown.tagName !== 'a') return [h('time', { dateTime: at }, shown)]
  return [{ ...shown, children: [h('time', { dateTime: at }, shown.children)] }]
}
