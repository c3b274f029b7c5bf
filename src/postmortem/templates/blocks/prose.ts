import type { ListItem } from 'mdast'
import { type LessonCategory, lessonCategories } from '../../../core/record/model.ts'
import { lessonHeadings } from '../../../follow-ups/lesson.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { Lesson } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import type { Belief, Observation, TestRun } from '../../document/search.ts'
import { gapIn } from '../gap.ts'
import { item, type Line, linked, listOf, listUnder, type Node, paragraph } from '../nodes.ts'
import { fullTime } from '../times.ts'
import { lineOf, wordsOf } from '../words.ts'
import { filesOf } from './timeline.ts'

export function summaryBlock(document: PostMortem): Node[] {
  const { inline, blocks } = wordsOf(document.summary ?? '')
  return [...(inline.length > 0 ? [paragraph(...inline)] : []), ...blocks, ...gapIn(document, 'summary')]
}

/** The cause; or what we think, and what is ruled out. */
export function causesBlock(document: PostMortem): Node[] {
  const { confirmed, contributing, suspected, ruledOut } = document.causes
  return [
    ...listUnder('Cause', confirmed.map(because)),
    ...gapIn(document, 'causes'),
    ...listUnder('Contributing', contributing.map(because)),
    ...listUnder('What we think', confirmed.length > 0 ? [] : suspected.map(because)),
    ...listUnder('Ruled out', ruledOut.map(because)),
  ]
}

export const confirmedBlock = ({ causes }: PostMortem): Node[] => listOf(causes.confirmed.map(because))
export const contributingBlock = ({ causes }: PostMortem): Node[] => listOf(causes.contributing.map(because))
export const suspectedBlock = ({ causes }: PostMortem): Node[] => listOf(causes.suspected.map(because))
export const ruledOutBlock = ({ causes }: PostMortem): Node[] => listOf(causes.ruledOut.map(because))

const because = ({ statement, because: why }: Belief): ListItem =>
  item([...lineOf(statement), ...(why ? [': ', ...lineOf(why)] : [])])

/** When it was noticed, and why not before. */
export function detectionBlock(document: PostMortem): Node[] {
  const { times, durations, lessons, incident } = document
  const after = sinceImpact(durations.toDetect)
  const uncaught = lessons.filter(({ category }) => category === 'uncaught')
  return [
    ...(times.detected ? [paragraph(`Noticed ${fullTime(times.detected.at, incident.zone)}${after}.`)] : []),
    ...listUnder(lessonHeadings.uncaught, uncaught.map(lessonItem)),
    ...gapIn(document, 'detection'),
  ]
}

function sinceImpact(ms: number | null): string {
  if (ms === null) return ''
  return ms === 0 ? ', at once' : `, ${sayDuration(ms)} after the impact began`
}

/** Lessons under their kinds, or those of one kind. Why it was not caught is told with the detection. */
export function lessonsBlock(document: PostMortem, { kind }: { kind?: string }): Node[] {
  const of = (category: LessonCategory) =>
    document.lessons.filter((lesson) => lesson.category === category).map(lessonItem)
  const only = lessonCategories.find((category) => category === kind)
  if (only) return listOf(of(only))
  return [
    ...lessonCategories
      .filter((category) => category !== 'uncaught')
      .flatMap((category) => listUnder(lessonHeadings[category], of(category))),
    ...gapIn(document, 'lessons'),
  ]
}

function lessonItem({ text, author, permalink }: Lesson): ListItem {
  const { inline, blocks } = wordsOf(text)
  const link: Line = permalink ? [' ', linked('↗', permalink)] : []
  return item([...inline, author ? ` (${author})` : '', ...link], ...blocks)
}

/** What nobody has explained, and what nobody has told the result of. */
export function openQuestionsBlock({ unexplained, believed, otherTests, incident }: PostMortem): Node[] {
  const tests = [...believed.flatMap((known) => known.tests), ...otherTests]
  return listOf([
    ...unexplained.filter(({ isOpen }) => isOpen).map((seen) => unexplainedItem(seen, incident.zone)),
    ...tests.filter(({ closedAt }) => closedAt === null).map((test) => untoldItem(test, incident.zone)),
  ])
}

function unexplainedItem({ since, permalink, text, explainedBy }: Observation, zone: string): ListItem {
  const before: Line = explainedBy
    ? [' It was put down to “', ...lineOf(explainedBy), '”, which was ruled out.']
    : []
  return item([
    'Unexplained, since ',
    linked(fullTime(since, zone), permalink),
    ': ',
    ...lineOf(text),
    ...before,
  ])
}

const untoldItem = ({ text, owner, begunAt, permalink }: TestRun, zone: string): ListItem =>
  item([
    'Without a result, begun ',
    linked(fullTime(begunAt, zone), permalink),
    ': ',
    ...lineOf(text),
    ` (${owner})`,
  ])

/**
 * What people said in so many words, each with who said it. What was logged of the time before a retrospective was
 * opened was told afterwards, and is no quotation.
 */
export const quotesBlock = ({ timeline, times, incident: { zone, mode } }: PostMortem): Node[] =>
  listOf(
    timeline
      .filter(({ permalink, author, kind }) => permalink && author && quoted.has(kind))
      .filter(({ at }) => mode !== 'retrospective' || at >= (times.declared?.at ?? ''))
      .map((line) => {
        const { inline, blocks } = wordsOf(line.text)
        const begun = linked(fullTime(line.at, zone), line.permalink)
        return item([`${line.author}, `, begun, ': “', ...inline, '”', ...filesOf(line)], ...blocks)
      }),
  )

/** What people say to each other; the rest is the bot's own record. */
const quoted: ReadonlySet<string> = new Set(['note', 'observation', 'decision'])
