import { type FollowUpKind, type FollowUpState, followUpKinds, isToDo } from '../../../follow-ups/model.ts'
import { sayDay } from '../../../platform/time/when.ts'
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
const followUpStateHeadings: Record<FollowUpState, string> = {
  open: 'Planned',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Dropped',
}

const followUpPurposeHeadings: Record<FollowUpKind, string> = {
  prevent: 'So that it does not happen again',
  detect: 'So that it is noticed sooner',
  mitigate: 'So that it hurts less',
  process: 'How we work',
}

/** Follow-ups by state or purpose, each with owner and date. If there are none, a note says what is missing. */
export function followUpsBlock(document: PostMortem, { state, by }: { state?: string; by?: string }): Node[] {
  if (by === 'purpose') return groupFollowUpsByPurpose(document)
  const of = (wanted: FollowUpState) =>
    document.followUps.filter((followUp) => followUp.state === wanted).map(followUpItem)
  const only = followUpStateOrder.find((candidate) => candidate === state)
  if (only) return nonEmptyListNodes(of(only))
  return [
    ...followUpStateOrder.flatMap((heading) => listUnder(followUpStateHeadings[heading], of(heading))),
    ...renderGapNotes(document, 'follow_ups'),
  ]
}

function groupFollowUpsByPurpose(document: PostMortem): Node[] {
  const all = document.followUps.filter(({ state }) => state !== 'dropped')
  const others = all.filter(({ kind }) => !isFollowUpPurpose(kind)).map(followUpItem)
  const grouped = followUpKinds.flatMap((purpose) =>
    listUnder(
      followUpPurposeHeadings[purpose],
      all.filter(({ kind }) => kind === purpose).map((followUp) => followUpItem({ ...followUp, kind: null })),
    ),
  )
  const rest = grouped.length > 0 ? listUnder('Besides', others) : nonEmptyListNodes(others)
  return [...grouped, ...rest, ...renderGapNotes(document, 'follow_ups')]
}

const isFollowUpPurpose = (kind: string | null): boolean => followUpKinds.some((purpose) => purpose === kind)

/** Follow-ups in words alone, for readers who need neither owner nor date. */
export const nextStepsBlock = ({ followUps }: PostMortem): Node[] =>
  nonEmptyListNodes(
    followUps
      .filter(({ state }) => state !== 'dropped')
      .map(({ text, state }) => listItemNode([...parseSlackLine(text), followUpStateSuffixes[state]])),
  )

const followUpStateSuffixes: Record<FollowUpState, string> = {
  open: '',
  in_progress: ' (in progress)',
  done: ' (done)',
  dropped: '',
}

/** Follow-ups that prevent, detect or mitigate, by purpose and in words alone. */
export const preventionBlock = ({ followUps }: PostMortem): Node[] =>
  (['prevent', 'detect', 'mitigate'] as const).flatMap((purpose) =>
    listUnder(
      followUpPurposeHeadings[purpose],
      followUps
        .filter(({ kind, state }) => kind === purpose && state !== 'dropped')
        .map(({ text, state }) => listItemNode([...parseSlackLine(text), followUpStateSuffixes[state]])),
    ),
  )

/** A table of follow-ups, as runbooks have it. */
export function followUpsTable({ followUps }: PostMortem, { state }: { state?: string }): Node[] {
  const shown = followUps.filter((followUp) => state === undefined || followUp.state === state)
  if (shown.length === 0) return []
  const rows = shown.map((followUp) => [
    parseSlackLine(followUp.text),
    [followUp.owner ?? 'nobody yet'],
    [formatFollowUpDay(followUp)],
  ])
  return [tableNode(['Action', 'Owner', state === 'done' ? 'Completed' : 'Target date'], rows)]
}

/** The day it was done; until then, the day it is due. */
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
