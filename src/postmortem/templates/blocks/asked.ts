import type { ListItem } from 'mdast'
import type { AnswerKind, ChallengeReason } from '../../../investigation/challenges/model.ts'
import { answerKindLabels } from '../../../investigation/challenges/view.ts'
import { measureLines } from '../../../investigation/stats/view.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { PostMortem } from '../../document/model.ts'
import type { Asked, BriefAsked, CourseChange } from '../../document/search.ts'
import { emphasis, item, type Line, linked, list, listOf, type Node, paragraph, strong } from '../nodes.ts'
import { fullTime } from '../times.ts'
import { lineOf } from '../words.ts'

/** The questions, with what was answered and what followed them. */
export function challengesBlock({ challenges, incident: { zone } }: PostMortem): Node[] {
  const told = challenges.filter((asked) => isAnswered(asked) || asked.followedBy)
  const passed = challenges.filter((asked) => !told.includes(asked))
  const items = [...told.map((asked) => challenge(asked, zone)), ...inPassing(passed, zone)]
  return items.length > 0 ? [list(items)] : [paragraph('None was due.')]
}

const isAnswered = ({ answeredAt, answerKind }: Asked): boolean =>
  answeredAt !== null && answerKind !== 'moot'

/** What nobody answered, and what nobody needed to: told in a line each, so that the others can be read. */
function inPassing(passed: readonly Asked[], zone: string): ListItem[] {
  const line = (words: string, asked: readonly Asked[]) =>
    asked.length > 0
      ? [item([emphasis(`${words}:`), ...asked.flatMap((one, index) => when(one, index, zone))])]
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

const when = ({ at, permalink, reasonInWords }: Asked, index: number, zone: string): Line => [
  index > 0 ? ', ' : ' ',
  linked(fullTime(at, zone), permalink),
  ` (${reasonInWords})`,
]

function challenge(asked: Asked, zone: string): ListItem {
  const { at, why, question, permalink, reasonInWords } = asked
  const begun = linked(fullTime(at, zone), permalink)
  const items = [item(outcome(asked)), ...cameOf(asked).map((line) => item(line))]
  return item(
    [begun, ` (${reasonInWords}${further[asked.askedOf]}): `, ...lineOf(why), ' ', ...lineOf(question)],
    list(items),
  )
}

const further: Record<Asked['askedOf'], string> = {
  commander: '',
  channel: '; asked of the whole channel',
  'fresh eyes': '; fresh eyes proposed',
}

function outcome(asked: Asked): Line {
  const { at, answeredAt, answeredBy, answerKind, answer } = asked
  if (!answeredAt || !answerKind) return [emphasis('not answered')]
  const said: Line = answer ? [': ', ...lineOf(answer)] : []
  if (answerKind === 'moot') return [emphasis('no longer needed'), ...said]
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(at))
  return [`${answeredBy ?? 'The ledger'}, after ${after}${how(answerKind, asked.reason)}`, ...said]
}

/** Answers that speak for themselves, or by what they were. */
const plain: readonly AnswerKind[] = ['reply', 'ledger', 'hypothesis', 'test']

function how(kind: AnswerKind, reason: ChallengeReason): string {
  if (plain.includes(kind)) return ''
  return kind === 'keep' && reason === 'no_hypothesis' ? ', still looking' : `, ${answerKindLabels[kind]}`
}

const turns: Record<CourseChange['what'], string> = {
  hypothesis: 'another explanation',
  test_begun: 'a test',
  test_closed: 'the result of a test',
  ruled_out: 'the ruling out of an explanation',
  parked: 'an explanation put aside',
}

/** What it was answered with, or else what followed it: that it came after the question is all that is said. */
function cameOf({ at: asked, answer, answeredWith, followedBy }: Asked): Line[] {
  if (answeredWith) {
    const { what, text } = answeredWith
    // What was answered is not said twice.
    const words: Line = text === answer ? [] : [': ', ...lineOf(text)]
    return [[strong('Answered with'), ` ${turns[what]}`, ...words]]
  }
  if (!followedBy) return []
  const { what, text, at } = followedBy
  const after = sayDuration(Date.parse(at) - Date.parse(asked))
  return [[strong('Followed'), ` after ${after} by ${turns[what]}: `, ...lineOf(text)]]
}

/** Who was asked for fresh eyes. */
export const freshEyesBlock = ({ briefs, incident: { zone } }: PostMortem): Node[] =>
  listOf(briefs.map((brief) => freshEyes(brief, zone)))

function freshEyes({ to, requestedBy, sentAt, answeredAt, answer }: BriefAsked, zone: string): ListItem {
  const asked = `${fullTime(sentAt, zone)}: ${to} was asked (by ${requestedBy})`
  if (!answeredAt) return item([asked], list([item([emphasis('not answered')])]))
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(sentAt))
  return item([asked], list([item([`After ${after}: `, ...lineOf(answer ?? '')])]))
}

/** How the search went, in figures. */
export const figuresBlock = ({ measures }: PostMortem): Node[] =>
  listOf(measureLines(measures).map((words) => item([words])))
