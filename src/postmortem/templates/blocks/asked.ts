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

/** The questions, each with its answer or what followed it. */
export function challengesBlock({ challenges, incident: { zone } }: PostMortem): Node[] {
  const eventful = challenges.filter((asked) => isAnswered(asked) || asked.followedBy)
  const uneventful = challenges.filter((asked) => !eventful.includes(asked))
  const items = [...eventful.map((asked) => challengeItem(asked, zone)), ...collapseUneventful(uneventful, zone)]
  return items.length > 0 ? [listNode(items)] : [paragraphNode('None was due.')]
}

const isAnswered = ({ answeredAt, answerKind }: ChallengeRecord): boolean =>
  answeredAt !== null && answerKind !== 'moot'

/** Collapses questions that nobody answered, or needed to, into one line per kind, to keep the others readable. */
function collapseUneventful(uneventful: readonly ChallengeRecord[], zone: string): ListItem[] {
  const line = (words: string, asked: readonly ChallengeRecord[]) =>
    asked.length > 0
      ? [
          listItemNode([
            emphasisNode(`${words}:`),
            ...asked.flatMap((one, index) => challengeTimeLine(one, index, zone)),
          ]),
        ]
      : []
  return [
    ...line(
      'Not answered',
      uneventful.filter(({ answerKind }) => answerKind !== 'moot'),
    ),
    ...line(
      'No longer needed before anybody answered',
      uneventful.filter(({ answerKind }) => answerKind === 'moot'),
    ),
  ]
}

const challengeTimeLine = ({ at, permalink, reasonInWords }: ChallengeRecord, index: number, zone: string): Line => [
  index > 0 ? ', ' : ' ',
  linkNode(fullTime(at, zone), permalink),
  ` (${reasonInWords})`,
]

function challengeItem(asked: ChallengeRecord, zone: string): ListItem {
  const { at, why, question, permalink, reasonInWords } = asked
  const begun = linkNode(fullTime(at, zone), permalink)
  const items = [
    listItemNode(challengeAnswerLine(asked)),
    ...challengeOutcomeLines(asked).map((line) => listItemNode(line)),
  ]
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
  const answerPart: Line = answer ? [': ', ...parseSlackLine(answer)] : []
  if (answerKind === 'moot') return [emphasisNode('no longer needed'), ...answerPart]
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(at))
  return [`${answeredBy ?? 'The ledger'}, after ${after}${describeAnswerKind(answerKind, asked.reason)}`, ...answerPart]
}

/** Answers that need no label: their text, or what they were answered with, says it all. */
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

/** What the question was answered with, or else what followed it: we never claim that it followed because of it. */
function challengeOutcomeLines({ at: asked, answer, answeredWith, followedBy }: ChallengeRecord): Line[] {
  if (answeredWith) {
    const { what, text } = answeredWith
    // Do not repeat the answer.
    const words: Line = text === answer ? [] : [': ', ...parseSlackLine(text)]
    return [[strongNode('Answered with'), ` ${courseChangeNames[what]}`, ...words]]
  }
  if (!followedBy) return []
  const { what, text, at } = followedBy
  const after = sayDuration(Date.parse(at) - Date.parse(asked))
  return [[strongNode('Followed'), ` after ${after} by ${courseChangeNames[what]}: `, ...parseSlackLine(text)]]
}

/** Who was asked for fresh eyes, and what they answered. */
export const freshEyesBlock = ({ briefs, incident: { zone } }: PostMortem): Node[] =>
  nonEmptyListNodes(briefs.map((brief) => freshEyesItem(brief, zone)))

function freshEyesItem({ to, requestedBy, sentAt, answeredAt, answer }: BriefAsked, zone: string): ListItem {
  const asked = `${fullTime(sentAt, zone)}: ${to} was asked (by ${requestedBy})`
  if (!answeredAt) return listItemNode([asked], listNode([listItemNode([emphasisNode('not answered')])]))
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(sentAt))
  return listItemNode([asked], listNode([listItemNode([`After ${after}: `, ...parseSlackLine(answer ?? '')])]))
}

/** Metrics of the investigation. */
export const figuresBlock = ({ measures }: PostMortem): Node[] =>
  nonEmptyListNodes(measureLines(measures).map((words) => listItemNode([words])))
