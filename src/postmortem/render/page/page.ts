import type { Element } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import { type Node, plainWords, stripUnseenCharacters } from '../../templates/nodes.ts'
import { type Outline, type OutlineSection, sectionBodyNodes } from '../../templates/outline.ts'
import { makeChartRenderer } from './chart/charts.ts'
import { sectionAnchorId, tableOfContentsElements } from './contents.ts'
import { normalizeHeadingDepths } from './headings.ts'
import { keyFacts } from './key-facts.ts'
import { embedPicture, type Pictures } from './picture.ts'
import { pageCss, styleHash } from './style/style.ts'
import { groupTimelineByDay } from './timeline.ts'
import { type PageMedia, toHtmlElements } from './tree.ts'

/**
 * Renders the post-mortem as one self-contained HTML page: no script, no font, no external image. It is built as a tree
 * and serialized at the end, so text from people never becomes markup.
 */
export function renderPage(outline: Outline, pictures: Pictures): string {
  const page = h(null, [
    { type: 'doctype' },
    h('html', { lang: 'en' }, [headElement(findPageTitle(outline)), bodyElement(outline, pictures)]),
  ])
  // The charts are drawn from the document, whose text is not stripped of control characters.
  return `${stripUnseenCharacters(toHtml(page))}\n`
}

/** The first heading of the template, because a public one may leave out the incident number. */
function findPageTitle({ sections, document: { incident } }: Outline): string {
  const all = sections.flatMap(({ key, pieces }) => (key === null ? pieces.flatMap(({ nodes }) => nodes) : []))
  const heading = all.find((node) => node.type === 'heading' && node.depth === 1)
  return (heading && plainWords(heading)) || incident.title
}

/** Content Security Policy: only embedded images and our own style sheet, so nothing injected could run or load. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const headElement = (title: string): Element =>
  h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: contentSecurityPolicy }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    // Without this, a browser requests /favicon.ico from the server.
    h('link', { rel: 'icon', href: 'data:,' }),
    h('title', title),
    h('style', pageCss),
  ])

/** Everything before the first section goes into the page header. Empty sections are left out. */
function bodyElement(outline: Outline, pictures: Pictures): Element {
  const drawing = makePageMedia(outline, pictures)
  const first = outline.sections.findIndex(({ key }) => key !== null)
  const cut = first < 0 ? outline.sections.length : first
  const [opening, rest] = [outline.sections.slice(0, cut), outline.sections.slice(cut)]
  const filled = rest
    .map((section) => ({ ...section, nodes: sectionBodyNodes(section, outline) }))
    .filter(({ nodes }) => nodes.length > 0)
  return h('body', [
    h('a', { className: ['skip'], href: '#document' }, 'To the document'),
    h('div', { className: ['page'] }, [
      h('header', [
        ...opening.flatMap((section) => toHtmlElements(sectionBodyNodes(section, outline), drawing)),
        keyFacts(outline),
      ]),
      ...tableOfContentsElements(filled, drawing),
      h(
        'main',
        { id: 'document', tabIndex: -1 },
        filled.map((section) => sectionElement(section, drawing)),
      ),
    ]),
  ])
}

function sectionElement({ key, heading, nodes }: OutlineSection & { nodes: Node[] }, drawing: PageMedia): Element {
  const all = normalizeHeadingDepths([...(heading ? [heading] : []), ...nodes])
  return h('section', { ...(key && { id: sectionAnchorId(key) }) }, groupTimelineByDay(toHtmlElements(all, drawing)))
}

/** Draws charts from the document, and finds pictures by id with their file name as alternative text. */
function makePageMedia({ document }: Outline, pictures: Pictures): PageMedia {
  const named = document.timeline.flatMap((line) => line.pictures)
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const charts = makeChartRenderer(document)
  return {
    chart: charts,
    picture: (id) => embedPicture(pictures.get(id), names.get(id) ?? ''),
  }
}
