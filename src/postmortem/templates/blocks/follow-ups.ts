import { sayDay } from '../../../follow-ups/due.ts'
import { type FollowUpKind, type FollowUpState, followUpKinds, isToDo } from '../../../follow-ups/model.ts'
import type { FollowUpItem } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { renderGapNotes } from '../gap.ts'
import {
  type Line,
  linkNode,
  listItemNode,
  listUnder,
  type Node,
  nonEmptyListNodes,
  strongNode,
  tableNode,
} from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'
import { shortDay } from '../times.ts'

const followUpStateOrder = ['done', 'in_progress', 'open', 'dropped'] as const
const headings: Record<FollowUpState, string> = {
  open: 'Planned',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Dropped',
}

const purposes: Record<FollowUpKind, string> = {
  prevent: 'So that it does not happen again',
  detect: 'So that it is noticed sooner',
  mitigate: 'So that it hurts less',
  process: 'How we work',
}

/** Work that follows, by state or purpose, with who does it by when; where there is none, what is missing. */
export function followUpsBlock(document: PostMortem, { state, by }: { state?: string; by?: string }): Node[] {
  if (by === 'purpose') return byPurpose(document)
  const of = (wanted: FollowUpState) => document.followUps.filter((known) => known.state === wanted).map(followUpItem)
  const only = followUpStateOrder.find((known) => known === state)
  if (only) return nonEmptyListNodes(of(only))
  return [
    ...followUpStateOrder.flatMap((known) => listUnder(headings[known], of(known))),
    ...renderGapNotes(document, 'follow_ups'),
  ]
}

function byPurpose(document: PostMortem): Node[] {
  const all = document.followUps.filter(({ state }) => state !== 'dropped')
  const others = all.filter(({ kind }) => !isPurpose(kind)).map(followUpItem)
  const grouped = followUpKinds.flatMap((purpose) =>
    listUnder(
      purposes[purpose],
      all.filter(({ kind }) => kind === purpose).map((known) => followUpItem({ ...known, kind: null })),
    ),
  )
  const rest = grouped.length > 0 ? listUnder('Besides', others) : nonEmptyListNodes(others)
  return [...grouped, ...rest, ...renderGapNotes(document, 'follow_ups')]
}

const isPurpose = (kind: string | null): boolean => followUpKinds.some((known) => known === kind)

/** What is done about it, in words alone: for readers who need not know by whom and when. */
export const nextStepsBlock = ({ followUps }: PostMortem): Node[] =>
  nonEmptyListNodes(
    followUps
      .filter(({ state }) => state !== 'dropped')
      .map(({ text, state }) => listItemNode([...parseSlackLine(text), progress[state]])),
  )

const progress: Record<FollowUpState, string> = {
  open: '',
  in_progress: ' (in progress)',
  done: ' (done)',
  dropped: '',
}

/** What keeps it from happening again, by purpose and in words alone. */
export const preventionBlock = ({ followUps }: PostMortem): Node[] =>
  (['prevent', 'detect', 'mitigate'] as const).flatMap((purpose) =>
    listUnder(
      purposes[purpose],
      followUps
        .filter(({ kind, state }) => kind === purpose && state !== 'dropped')
        .map(({ text, state }) => listItemNode([...parseSlackLine(text), progress[state]])),
    ),
  )

/** The same as a table, as runbooks have it. */
export function followUpsTable({ followUps }: PostMortem, { state }: { state?: string }): Node[] {
  const own = followUps.filter((known) => state === undefined || known.state === state)
  if (own.length === 0) return []
  const rows = own.map((known) => [
    parseSlackLine(known.text),
    [known.owner ?? 'nobody yet'],
    [formatFollowUpDay(known)],
  ])
  return [tableNode(['Action', 'Owner', state === 'done' ? 'Completed' : 'Target date'], rows)]
}

/** When it was done; until then, when it should be. */
const formatFollowUpDay = ({ state, dueOn, doneOn }: FollowUpItem): string => {
  const on = state === 'done' ? doneOn : dueOn
  return on ? shortDay(on) : state === 'done' ? '' : 'no date yet'
}

function followUpItem(followUp: FollowUpItem) {
  const { label, text, owner, dueOn, doneOn, kind, link, because, state, permalink } = followUp
  const isOpen = isToDo({ state })
  const duty: Line = isOpen ? [owner ?? strongNode('no owner yet')] : owner ? [owner] : []
  const open = dueOn ? `by ${sayDay(new Date(dueOn))}` : 'no date yet'
  const due = isOpen ? [open] : doneOn ? [`${state} ${shortDay(doneOn)}`] : []
  const parts = [
    [`${label}: `, ...parseSlackLine(text)],
    duty,
    due,
    kind ? [kind] : [],
    link ? [...parseSlackLine(link)] : [],
    because ? [...parseSlackLine(because)] : [],
    permalink ? [linkNode('message', permalink)] : [],
  ].filter((part) => part.length > 0)
  return listItemNode(parts.flatMap((part, index) => (index > 0 ? [' · ', ...part] : part)))
}
