import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { type FilterableKind, filterableKinds, isFilterable } from './kinds.ts'

/**
 * Groups the timeline into one section per day, with its heading and entries, and puts the filter before the first.
 * Elements that do not belong to the timeline stay as they are.
 */
export function groupTimelineByDay(elements: readonly ElementContent[]): ElementContent[] {
  const counts = countFilterableKinds(elements.filter(isTimeline).flatMap(listEntryKinds))
  let made: ElementContent[] = []
  for (const element of elements) {
    if (!isTimeline(element)) {
      made.push(element)
      continue
    }
    const last = made.at(-1)
    const heading = isHeading(last) ? last : null
    if (heading) made = made.slice(0, -1)
    if (!made.some(isFilter)) made.push(...timelineFilterElements(counts))
    made.push(daySectionElement(heading, element))
  }
  return made
}

const isFilter = (node: ElementContent): boolean => isElement(node) && node.tagName === 'form'
const isElement = (node: ElementContent | undefined): node is Element => node?.type === 'element'
const isHeading = (node: ElementContent | undefined): node is Element => isElement(node) && node.tagName === 'h3'

const isTimeline = (node: ElementContent): node is Element =>
  isElement(node) && node.tagName === 'ul' && listEntryKinds(node).length > 0

const listEntryKinds = ({ children }: Element): string[] =>
  children.flatMap((child) =>
    isElement(child) && typeof child.properties.dataKind === 'string' ? [child.properties.dataKind] : [],
  )

const countFilterableKinds = (kinds: readonly string[]): Map<FilterableKind, number> => {
  const counts = new Map<FilterableKind, number>()
  for (const kind of kinds) if (isFilterable(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

const daySectionElement = (heading: Element | null, list: Element): Element =>
  h('section', { className: ['day'], dataKinds: [...new Set(listEntryKinds(list))].join(' ') }, [
    ...(heading ? [heading] : []),
    { ...list, properties: { className: ['entries'] } },
  ])

/**
 * Renders a checkbox for each kind; the style sheet does the filtering. With `method="dialog"` the form submits
 * nothing, and its only button clears the checkboxes.
 */
function timelineFilterElements(counts: ReadonlyMap<FilterableKind, number>): Element[] {
  if (counts.size < 2) return []
  const boxes = filterableKinds.flatMap((kind) => {
    const count = counts.get(kind)
    if (count === undefined) return []
    return h('label', [
      h('input', { type: 'checkbox', id: `kind-${kind}` }),
      h('span', { className: ['name'] }, kind),
      h('span', { className: ['count'] }, String(count)),
    ])
  })
  const legend = h('legend', 'Show only')
  const all = h('button', { type: 'reset' }, 'Show all')
  return [h('form', { className: ['filter'], method: 'dialog' }, h('fieldset', legend, boxes, all))]
}
