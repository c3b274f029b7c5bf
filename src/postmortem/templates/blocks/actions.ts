import type { ListItem } from 'mdast'
import type { WaitRecord } from '../../document/investigation.ts'
import type { ActionTaken, TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { linkNode, listItemNode, listNode, listUnder, type Node, paragraphNode } from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'
import { fullTime } from '../times.ts'
import { formatPeriod } from './impact.ts'
import { actionResultLine } from './result.ts'
import { renderEntryText } from './timeline.ts'

/** The actions taken, each with its result. */
export function actionsBlock({ actions, incident: { zone } }: PostMortem): Node[] {
  if (actions.length === 0) return [paragraphNode('No action was recorded.')]
  return [listNode(actions.map((action) => actionItem(action, zone)))]
}

const actionItem = (action: ActionTaken, zone: string): ListItem =>
  entryItem(action, zone, listNode([listItemNode(actionResultLine(action))]))

/** A list item with the date, time and text of an entry; `below` is nested under it. */
function entryItem(entry: TimelineLine, zone: string, ...below: ListItem['children']): ListItem {
  const { inline, blocks } = renderEntryText(entry)
  return listItemNode([linkNode(fullTime(entry.at, zone), entry.permalink), ': ', ...inline], ...blocks, ...below)
}

/** Recurrences of the symptom and waits; empty if there were none. */
export const courseBlock = ({ waits, recurrences, incident: { zone } }: PostMortem): Node[] => [
  ...listUnder(
    'The symptom came back',
    recurrences.map((entry) => entryItem(entry, zone)),
  ),
  ...listUnder(
    'Waits',
    waits.map((wait) => waitItem(wait, zone)),
  ),
]

function waitItem({ on, about, outcome, meanwhile, permalink, from, to }: WaitRecord, zone: string): ListItem {
  const begun = to ? formatPeriod({ from, to }, zone) : `${fullTime(from, zone)}, no end was recorded`
  const rest = [
    ...(outcome ? [listItemNode(['What came of it: ', ...parseSlackLine(outcome)])] : []),
    ...(meanwhile ? [listItemNode(['Meanwhile: ', ...parseSlackLine(meanwhile)])] : []),
  ]
  return listItemNode(
    [...parseSlackLine(on), ...(about ? [': ', ...parseSlackLine(about)] : []), ' (', linkNode(begun, permalink), ')'],
    ...(rest.length > 0 ? [listNode(rest)] : []),
  )
}
