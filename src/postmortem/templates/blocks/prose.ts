import type { ListItem } from 'mdast'
import { type LessonCategory, lessonCategories } from '../../../core/record/model.ts'
import { lessonHeadings } from '../../../follow-ups/lesson.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { HypothesisRecord, Observation, TestRun } from '../../document/investigation.ts'
import type { Lesson } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { renderGapNotes } from '../gap.ts'
import { type Line, linkNode, listItemNode, listUnder, type Node, nonEmptyListNodes, paragraphNode } from '../nodes.ts'
import { parseSlackLine, parseSlackText } from '../slack-text.ts'
import { fullTime } from '../times.ts'
import { attachmentLinks } from './timeline.ts'

export function summaryBlock(document: PostMortem): Node[] {
  const { inline, blocks } = parseSlackText(document.summary ?? '')
  return [...(inline.length > 0 ? [paragraphNode(...inline)] : []), ...blocks, ...renderGapNotes(document, 'summary')]
}

/** The confirmed causes, or else the open hypotheses; then what was ruled out. */
export function causesBlock(document: PostMortem): Node[] {
  const { confirmed, contributing, suspected, ruledOut } = document.causes
  return [
    ...listUnder('Cause', confirmed.map(hypothesisReasonItem)),
    ...renderGapNotes(document, 'causes'),
    ...listUnder('Contributing', contributing.map(hypothesisReasonItem)),
    ...listUnder('What we think', confirmed.length > 0 ? [] : suspected.map(hypothesisReasonItem)),
    ...listUnder('Ruled out', ruledOut.map(hypothesisReasonItem)),
  ]
}

export const confirmedBlock = ({ causes }: PostMortem): Node[] =>
  nonEmptyListNodes(causes.confirmed.map(hypothesisReasonItem))
export const contributingBlock = ({ causes }: PostMortem): Node[] =>
  nonEmptyListNodes(causes.contributing.map(hypothesisReasonItem))
export const suspectedBlock = ({ causes }: PostMortem): Node[] =>
  nonEmptyListNodes(causes.suspected.map(hypothesisReasonItem))
export const ruledOutBlock = ({ causes }: PostMortem): Node[] =>
  nonEmptyListNodes(causes.ruledOut.map(hypothesisReasonItem))

const hypothesisReasonItem = ({ statement, because: why }: HypothesisRecord): ListItem =>
  listItemNode([...parseSlackLine(statement), ...(why ? [': ', ...parseSlackLine(why)] : [])])

/** When the incident was noticed, and why not earlier. */
export function detectionBlock(document: PostMortem): Node[] {
  const { times, durations, lessons, incident } = document
  const after = formatSinceImpact(durations.toDetect)
  const uncaught = lessons.filter(({ category }) => category === 'uncaught')
  return [
    ...(times.detected ? [paragraphNode(`Noticed ${fullTime(times.detected.at, incident.zone)}${after}.`)] : []),
    ...listUnder(lessonHeadings.uncaught, uncaught.map(lessonItem)),
    ...renderGapNotes(document, 'detection'),
  ]
}

function formatSinceImpact(ms: number | null): string {
  if (ms === null) return ''
  return ms === 0 ? ', at once' : `, ${sayDuration(ms)} after the impact began`
}

/** All lessons by kind, or those of one kind. “Why it was not caught” is left to the detection. */
export function lessonsBlock(document: PostMortem, { kind }: { kind?: string }): Node[] {
  const of = (category: LessonCategory) =>
    document.lessons.filter((lesson) => lesson.category === category).map(lessonItem)
  const only = lessonCategories.find((category) => category === kind)
  if (only) return nonEmptyListNodes(of(only))
  return [
    ...lessonCategories
      .filter((category) => category !== 'uncaught')
      .flatMap((category) => listUnder(lessonHeadings[category], of(category))),
    ...renderGapNotes(document, 'lessons'),
  ]
}

function lessonItem({ text, author, permalink }: Lesson): ListItem {
  const { inline, blocks } = parseSlackText(text)
  const link: Line = permalink ? [' ', linkNode('↗', permalink)] : []
  return listItemNode([...inline, author ? ` (${author})` : '', ...link], ...blocks)
}

/** Observations that are unexplained, and tests without a result. */
export function openQuestionsBlock({ unexplained, believed, otherTests, incident }: PostMortem): Node[] {
  const tests = [...believed.flatMap((hypothesis) => hypothesis.tests), ...otherTests]
  return nonEmptyListNodes([
    ...unexplained.filter(({ isOpen }) => isOpen).map((seen) => unexplainedItem(seen, incident.zone)),
    ...tests.filter(({ closedAt }) => closedAt === null).map((test) => missingItem(test, incident.zone)),
  ])
}

function unexplainedItem({ since, permalink, text, explainedBy }: Observation, zone: string): ListItem {
  const before: Line = explainedBy
    ? [' It was put down to “', ...parseSlackLine(explainedBy), '”, which was ruled out.']
    : []
  return listItemNode([
    'Unexplained, since ',
    linkNode(fullTime(since, zone), permalink),
    ': ',
    ...parseSlackLine(text),
    ...before,
  ])
}

const missingItem = ({ text, owner, begunAt, permalink }: TestRun, zone: string): ListItem =>
  listItemNode([
    'Without a result, begun ',
    linkNode(fullTime(begunAt, zone), permalink),
    ': ',
    ...parseSlackLine(text),
    ` (${owner})`,
  ])

/**
 * Captured messages as quotations, each with its author. In a retrospective, entries from before the declaration were
 * written up afterwards, so they are not quotations.
 */
export const quotesBlock = ({ timeline, times, incident: { zone, mode } }: PostMortem): Node[] =>
  nonEmptyListNodes(
    timeline
      .filter(({ permalink, author, kind }) => permalink && author && quotableKinds.has(kind))
      .filter(({ at }) => mode !== 'retrospective' || at >= (times.declared?.at ?? ''))
      .map((line) => {
        const { inline, blocks } = parseSlackText(line.text)
        const begun = linkNode(fullTime(line.at, zone), line.permalink)
        return listItemNode([`${line.author}, `, begun, ': “', ...inline, '”', ...attachmentLinks(line)], ...blocks)
      }),
  )

/** The kinds of entry that quote what people said to each other. */
const quotableKinds: ReadonlySet<string> = new Set(['note', 'observation', 'decision'])
