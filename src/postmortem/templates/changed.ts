import { diffLines } from 'diff'
import type { PostMortem, WrittenSection } from '../document/model.ts'
import { generateProse, isProseKey, toPlainMarkdown } from '../generated-text.ts'
import { codeNode, type Node, noteNode, paragraphNode, strongNode } from './nodes.ts'
import { fullTime } from './times.ts'

/** The text that is currently generated for a section, comparable with the `basis` of a `WrittenSection`. */
export const generatedTextOf = (
  key: string,
  pieces: readonly { nodes: Node[]; isRecord: boolean }[],
  document: PostMortem,
): string =>
  isProseKey(key)
    ? generateProse(document, key)
    : toPlainMarkdown(pieces.filter(({ isRecord }) => !isRecord).flatMap(({ nodes }) => nodes))

/** A note with the changes to the generated text since somebody edited the section. Empty if there are none. */
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

/** Beyond this many edits, every line counts as replaced: finding the few that match takes too long. */
const maxDiffEdits = 400

/** A line diff without context: `- ` marks a removed line, `+ ` an added one. Blank lines are left out. */
export const renderLineDiff = (before: string, after: string): string =>
  (
    diffLines(endWithNewline(before), endWithNewline(after), { maxEditLength: maxDiffEdits }) ??
    replacementDiff(before, after)
  )
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ value, added }) =>
      value
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => `${added ? '+' : '-'} ${line}`),
    )
    .join('\n')

const replacementDiff = (before: string, after: string) => [
  { value: before, added: false, removed: true },
  { value: after, added: true, removed: false },
]

const endWithNewline = (text: string): string => (text === '' ? '' : `${text}\n`)
