import { diffLines } from 'diff'
import type { PostMortem, WrittenSection } from '../document/model.ts'
import { generateProse, isProseKey, toPlainMarkdown } from '../generated-text.ts'
import { codeNode, type Node, noteNode, paragraphNode, strongNode } from './nodes.ts'
import { fullTime } from './times.ts'

/** What is generated in a section now, comparable with what was when somebody wrote in it. */
export const generatedTextOf = (
  key: string,
  pieces: readonly { nodes: Node[]; isRecord: boolean }[],
  document: PostMortem,
): string =>
  isProseKey(key)
    ? generateProse(document, key)
    : toPlainMarkdown(pieces.filter(({ isRecord }) => !isRecord).flatMap(({ nodes }) => nodes))

/** What changed underneath since somebody wrote in a section; nothing where nothing did. */
export function renderChangesSince(
  { section, basis, by, at }: WrittenSection,
  pieces: readonly { nodes: Node[]; isRecord: boolean }[],
  document: PostMortem,
): Node[] {
  const now = generatedTextOf(section, pieces, document)
  if (now === basis) return []
  const heading = `Changed on record since ${by} wrote this (${fullTime(at, document.incident.zone)}):`
  return [noteNode('changed', paragraphNode(strongNode(heading)), codeNode(renderLineDiff(basis, now), 'diff'))]
}

/** With more lines changed than this, all of them are another: looking for the few that stayed takes too long. */
const mostChanged = 400

/** The lines that went and came. */
export const renderLineDiff = (before: string, after: string): string =>
  (diffLines(endWithNewline(before), endWithNewline(after), { maxEditLength: mostChanged }) ?? replaced(before, after))
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ value, added }) =>
      value
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => `${added ? '+' : '-'} ${line}`),
    )
    .join('\n')

const replaced = (before: string, after: string) => [
  { value: before, added: false, removed: true },
  { value: after, added: true, removed: false },
]

const endWithNewline = (text: string): string => (text === '' ? '' : `${text}\n`)
