import type { Nodes, Parents, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

const MOST_CELLS = 300
const DEEPEST_HEADING = 3
/** People, channels and URLs that Slack unfurls. In canvas Markdown these are written as images. */
const UNFOLDS = /^(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|https:\/\/\S+)$/
/** Elements that a canvas allows only at the top level. */
const TOP_ONLY = new Set(['blockquote', 'heading', 'table', 'thematicBreak'])

export function parseCanvas(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/**
 * The first thing in a canvas's Markdown that Slack rejects, in Slack's words (`line 55: Unsupported heading depth
 * (4)`). Undefined when Slack accepts it. The supported elements, three heading levels and 300 cells per table are
 * documented (https://docs.slack.dev/surfaces/canvases). Apps have reported that a canvas also rejects a list inside a
 * list of the other kind, a quotation inside a list, a list inside a quotation, and a URL in angle brackets.
 */
export function refusedIn(markdown: string): string | undefined {
  const root = parseCanvas(markdown)
  return firstIn(root, [], (node, above) => problemOf(node, above, markdown))
}

type Check = (node: Nodes, above: readonly Parents[]) => string | undefined

function firstIn(node: Nodes, above: readonly Parents[], check: Check): string | undefined {
  const problem = check(node, above)
  if (problem) return `line ${node.position?.start.line ?? 1}: ${problem}`
  if (!('children' in node)) return undefined
  for (const child of node.children) {
    const found = firstIn(child, [...above, node], check)
    if (found) return found
  }
  return undefined
}

function problemOf(node: Nodes, above: readonly Parents[], source: string): string | undefined {
  if (TOP_ONLY.has(node.type) && above.length > 1) return `Unsupported ${node.type} in ${above.at(-1)?.type}`
  switch (node.type) {
    case 'heading':
      return node.depth > DEEPEST_HEADING ? `Unsupported heading depth (${node.depth})` : undefined
    case 'table': {
      const cells = node.children.reduce((sum, row) => sum + row.children.length, 0)
      return cells > MOST_CELLS ? `Unsupported table size (${cells} cells)` : undefined
    }
    case 'list':
      return listProblem(node.ordered === true, above)
    case 'image':
      return UNFOLDS.test(node.url) ? undefined : 'Unsupported input'
    case 'link':
      return source[node.position?.start.offset ?? 0] === '<' ? 'Unsupported input' : undefined
    case 'html':
    case 'imageReference':
    case 'footnoteReference':
    case 'footnoteDefinition':
      return 'Unsupported input'
    default:
      return undefined
  }
}

function listProblem(isOrdered: boolean, above: readonly Parents[]): string | undefined {
  if (above.some(({ type }) => type === 'blockquote')) return 'Unsupported list in blockquote'
  const outer = above.findLast((node) => node.type === 'list')
  return outer && (outer.ordered === true) !== isOrdered ? 'Unsupported list type in list' : undefined
}
