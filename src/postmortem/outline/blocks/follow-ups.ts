import { sayDay } from '../../../followup/due.ts'
import { type FollowUpState, isToDo } from '../../../followup/model.ts'
import type { FollowUpItem } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { gapIn } from '../gap.ts'
import { type Inline, item, linked, listOf, listUnder, type Node, strong, table } from '../nodes.ts'
import { shortDay } from '../times.ts'
import { lineOf } from '../words.ts'

const states = ['done', 'in_progress', 'open', 'dropped'] as const
const headings: Record<FollowUpState, string> = {
  open: 'Planned',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Dropped',
}

/** Work that follows, by state, with who does it by when; where there is none, what is missing. */
export function followUpsBlock(document: PostMortem, { state }: { state?: string }): Node[] {
  const of = (wanted: FollowUpState) =>
    document.followUps.filter((known) => known.state === wanted).map(followUpItem)
  const only = states.find((known) => known === state)
  if (only) return listOf(of(only))
  return [
    ...states.flatMap((known) => listUnder(headings[known], of(known))),
    ...gapIn(document, 'follow_ups'),
  ]
}

/** The same as a table, as runbooks have it. */
export function followUpsTable({ followUps }: PostMortem, { state }: { state?: string }): Node[] {
  const own = followUps.filter((known) => state === undefined || known.state === state)
  if (own.length === 0) return []
  const rows = own.map((known) => [
    lineOf(known.text),
    [known.owner ?? 'nobody yet'],
    [known.dueOn ? shortDay(known.dueOn) : ''],
  ])
  return [table(['Action', 'Owner', 'Date'], rows)]
}

function followUpItem({ label, text, owner, dueOn, kind, link, because, state, permalink }: FollowUpItem) {
  const isOpen = isToDo({ state })
  const duty: (Inline | string)[] = isOpen ? [owner ?? strong('no owner yet')] : owner ? [owner] : []
  const due = isOpen ? [dueOn ? `by ${sayDay(new Date(dueOn))}` : 'no date yet'] : []
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
