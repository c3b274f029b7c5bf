import type { ListItem } from 'mdast'
import type { AnswerKind, ChallengeReason } from '../../../investigation/challenges/model.ts'
import { answerKindLabels } from '../../../investigation/challenges/view.ts'
import { measureLines } from '../../../investigation/stats/view.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { BriefAsked, ChallengeRecord, CourseChange } from '../../document/investigation.ts'
import type { PostMortem } from '../../document/model.ts'
import {
  emphasisNode,
  type Line,
  linkNode,
  listItemNode,
  listNode,
  type Node,
  nonEmptyListNodes,
  paragraphNode,
  strongNode,
} from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'
import { fullTime } from '../times.ts'

/** The questions, with what was answered and what followed them. */
export function challengesBlock({ challenges, incident: { zone } }: PostMortem): Node[] {
  const told = challenges.filter((asked) => isAnswered(asked) || asked.followedBy)
  const passed = challenges.filter((asked) => !told.includes(asked))
  const items = [...told.map((asked) => challenge(asked, zone)), ...inPassing(passed, zone)]
  return items.length > 0 ? [listNode(items)] : [paragraphNode('None was due.')]
}

const isAnswered = ({ answeredAt, answerKind }: ChallengeRecord): boolean =>
  answeredAt !== null && answerKind !== 'moot'

/** What nobody answered, and what nobody needed to: told in a line each, so that the others can be read. */
function inPassing(passed: readonly ChallengeRecord[], zone: string): ListItem[] {
  const line = (words: string, asked: readonly ChallengeRecord[]) =>
    asked.length > 0
      ? [listItemNode([emphasisNode(`${words}:`), ...asked.flatMap((one, index) => when(one, index, zone))])]
      : []
  return [
    ...line(
      'Not answered',
      passed.filter(({ answerKind }) => answerKind !== 'moot'),
    ),
    ...line(
      'No longer needed before anybody answered',
      passed.filter(({ answerKind }) => answerKind === 'moot'),
    ),
  ]
}

const when = ({ at, permalink, reasonInWords }: ChallengeRecord, index: number, zone: string): Line => [
  index > 0 ? ', ' : ' ',
  linkNode(fullTime(at, zone), permalink),
  ` (${reasonInWords})`,
]

function challenge(asked: ChallengeRecord, zone: string): ListItem {
  const { at, why, question, permalink, reasonInWords } = asked
  const begun = linkNode(fullTime(at, zone), permalink)
  const items = [listItemNode(challengeAnswerLine(asked)), ...cameOf(asked).map((line) => listItemNode(line))]
  return listItemNode(
    [
      begun,
      ` (${reasonInWords}${askedOfSuffixes[asked.askedOf]}): `,
      ...parseSlackLine(why),
      ' ',
      ...parseSlackLine(question),
    ],
    listNode(items),
  )
}

const askedOfSuffixes: Record<ChallengeRecord['askedOf'], string> = {
  commander: '',
  channel: '; asked of the whole channel',
  'fresh eyes': '; fresh eyes proposed',
}

function challengeAnswerLine(asked: ChallengeRecord): Line {
  const { at, answeredAt, answeredBy, answerKind, answer } = asked
  if (!answeredAt || !answerKind) return [emphasisNode('not answered')]
  const said: Line = answer ? [': ', ...parseSlackLine(answer)] : []
  if (answerKind === 'moot') return [emphasisNode('no longer needed'), ...said]
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(at))
  return [`${answeredBy ?? 'The ledger'}, after ${after}${describeAnswerKind(answerKind, asked.reason)}`, ...said]
}

/** Answers that speak for themselves, or by what they were. */
const selfExplanatoryAnswers: readonly AnswerKind[] = ['reply', 'ledger', 'hypothesis', 'test']

function describeAnswerKind(kind: AnswerKind, reason: ChallengeReason): string {
  if (selfExplanatoryAnswers.includes(kind)) return ''
  return kind === 'keep' && reason === 'no_hypothesis' ? ', still looking' : `, ${answerKindLabels[kind]}`
}

const courseChangeNames: Record<CourseChange['what'], string> = {
  hypothesis: 'another explanation',
  test_begun: 'a test',
  test_closed: 'the result of a test',
  ruled_out: 'the ruling out of an explanation',
  parked: 'an explanation put aside',
}

/** What it was answered with, or else what followed it: that it came after the question is all that is said. */
function cameOf({ at: asked, answer, answeredWith, followedBy }: ChallengeRecord): Line[] {
  if (answeredWith) {
    const { what, text } = answeredWith
    // What was answered is not said twice.
    const words: Line = text === answer ? [] : [': ', ...parseSlackLine(text)]
    return [[strongNode('Answered with'), ` ${courseChangeNames[what]}`, ...words]]
  }
  if (!followedBy) return []
  const { what, text, at } = followedBy
  const after = sayDuration(Date.parse(at) - Date.parse(asked))
  return [[strongNode('Followed'), ` after ${after} by ${courseChangeNames[what]}: `, ...parseSlackLine(text)]]
}

/** Who was asked for fresh eyes. */
export const freshEyesBlock = ({ briefs, incident: { zone } }: PostMortem): Node[] =>
  nonEmptyListNodes(briefs.map((brief) => freshEyesItem(brief, zone)))

function freshEyesItem({ to, requestedBy, sentAt, answeredAt, answer }: BriefAsked, zone: string): ListItem {
  const asked = `${fullTime(sentAt, zone)}: ${to} was asked (by ${requestedBy})`
  if (!answeredAt) return listItemNode([asked], listNode([listItemNode([emphasisNode('not answered')])]))
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(sentAt))
  return listItemNode([asked], listNode([listItemNode([`After ${after}: `, ...parseSlackLine(answer ?? '')])]))
}

/** How the search went, in figures. */
export const figuresBlock = ({ measures }: PostMortem): Node[] =>
  nonEmptyListNodes(measureLines(measures).map((words) => listItemNode([words])))
