import type { ListItem } from 'mdast'
import type { ActionTaken, TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import type { WaitHeld } from '../../document/search.ts'
import { item, linked, list, listUnder, type Node, paragraph } from '../nodes.ts'
import { fullTime } from '../times.ts'
import { lineOf } from '../words.ts'
import { span } from './impact.ts'
import { result } from './result.ts'
import { said } from './timeline.ts'

/** What was done to help, and what came of each. */
export function actionsBlock({ actions, incident: { zone } }: PostMortem): Node[] {
  if (actions.length === 0) return [paragraph('No action was recorded.')]
  return [list(actions.map((action) => actionItem(action, zone)))]
}

const actionItem = (action: ActionTaken, zone: string): ListItem =>
  entryItem(action, zone, list([item(result(action))]))

/** An entry with its whole time, and what belongs below it. */
function entryItem(entry: TimelineLine, zone: string, ...below: ListItem['children']): ListItem {
  const { inline, blocks } = said(entry)
  return item([linked(fullTime(entry.at, zone), entry.permalink), ': ', ...inline], ...blocks, ...below)
}

/** On whom it waited, and when it came back: nothing where neither happened. */
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

function waitItem({ on, about, outcome, meanwhile, permalink, from, to }: WaitHeld, zone: string): ListItem {
  const begun = to ? span({ from, to }, zone) : `${fullTime(from, zone)}, no end was recorded`
  const rest = [
    ...(outcome ? [item(['What came of it: ', ...lineOf(outcome)])] : []),
    ...(meanwhile ? [item(['Meanwhile: ', ...lineOf(meanwhile)])] : []),
  ]
  return item(
    [...lineOf(on), ...(about ? [': ', ...lineOf(about)] : []), ' (', linked(begun, permalink), ')'],
    ...(rest.length > 0 ? [list(rest)] : []),
  )
}
