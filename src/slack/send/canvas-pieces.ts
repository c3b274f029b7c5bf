import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/**
 * Splits Markdown into pieces of at most `longest` characters, each valid by itself: between blocks, and between the
 * items of a list that is too long. A single block that is too long becomes a piece of its own.
 */
export function splitMarkdown(markdown: string, longest: number): string[] {
  const root = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const blocks = root.children.flatMap((node) => {
    const whole = sliceOf(markdown, node)
    return node.type === 'list' && whole.length > longest
      ? joinIntoPieces(
          node.children.map((item) => sliceOf(markdown, item)),
          '\n',
          longest,
        )
      : [whole]
  })
  return joinIntoPieces(blocks, '\n\n', longest)
}

const sliceOf = (markdown: string, { position }: Nodes): string =>
  markdown.slice(position?.start.offset, position?.end.offset)

function joinIntoPieces(parts: readonly string[], between: string, longest: number): string[] {
  const pieces: string[] = []
  for (const part of parts) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + between.length + part.length <= longest)
      pieces[pieces.length - 1] = `${last}${between}${part}`
    else pieces.push(part)
  }
  return pieces
}
