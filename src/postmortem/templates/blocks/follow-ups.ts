import { sayDay } from '../../../follow-ups/due.ts'
import { type FollowUpKind, type FollowUpState, followUpKinds, isToDo } from '../../../follow-ups/model.ts'
import type { FollowUpItem } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { gapIn } from '../gap.ts'
import { item, type Line, linked, listOf, listUnder, type Node, strong, table } from '../nodes.ts'
import { shortDay } from '../times.ts'
import { lineOf } from '../words.ts'

const states = ['done', 'in_progress', 'open', 'dropped'] as const
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
  const of = (wanted: FollowUpState) =>
    document.followUps.filter((known) => known.state === wanted).map(followUpItem)
  const only = states.find((known) => known === state)
  if (only) return listOf(of(only))
  return [
    ...states.flatMap((known) => listUnder(headings[known], of(known))),
    ...gapIn(document, 'follow_ups'),
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
  const rest = grouped.length > 0 ? listUnder('Besides', others) : listOf(others)
  return [...grouped, ...rest, ...gapIn(document, 'follow_ups')]
}

const isPurpose = (kind: string | null): boolean => followUpKinds.some((known) => known === kind)

/** What is done about it, in words alone: for readers who need not know by whom and when. */
export const nextStepsBlock = ({ followUps }: PostMortem): Node[] =>
  listOf(
    followUps
      .filter(({ state }) => state !== 'dropped')
      .map(({ text, state }) => item([...lineOf(text), progress[state]])),
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
        .map(({ text, state }) => item([...lineOf(text), progress[state]])),
    ),
  )

/** The same as a table, as runbooks have it. */
export function followUpsTable({ followUps }: PostMortem, { state }: { state?: string }): Node[] {
  const own = followUps.filter((known) => state === undefined || known.state === state)
  if (own.length === 0) return []
  const rows = own.map((known) => [lineOf(known.text), [known.owner ?? 'nobody yet'], [dayOf(known)]])
  return [table(['Action', 'Owner', state === 'done' ? 'Completed' : 'Target date'], rows)]
}

/** When it was done; until then, when it should be. */
const dayOf = ({ state, dueOn, doneOn }: FollowUpItem): string => {
  const on = state === 'done' ? doneOn : dueOn
  return on ? shortDay(on) : state === 'done' ? '' : 'no date yet'
}

function followUpItem(followUp: FollowUpItem) {
  const { label, text, owner, dueOn, doneOn, kind, link, because, state, permalink } = followUp
  const isOpen = isToDo({ state })
  const duty: Line = isOpen ? [owner ?? strong('no owner yet')] : owner ? [owner] : []
  const open = dueOn ? `by ${sayDay(new Date(dueOn))}` : 'no date yet'
  const due = isOpen ? [open] : doneOn ? [`${state} ${shortDay(doneOn)}`] : []
  const parts = [
    [`${label}: `, ...lineOf(text)],
    duty,
    due,
    kind ? [kind] : [],
    link ? [...lineOf(link)] : [],
    because ? [...lineOf(because)] : [],
    permalink ? [linked('message', permalink)] : [],
  ].filter((part) => part.length > 0)
  return item(parts.flatMap((part, index) => (index > 0 ? [' · ', ...part] : part)))
}
