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

export function actionItem(action: ActionTaken, zone: string) {
  const { inline, blocks } = said(action)
  return item(
    [linked(fullTime(action.at, zone), action.permalink), ': ', ...inline],
    ...blocks,
    list([item(result(action))]),
  )
}

/** On whom it waited, and when it came back: nothing where neither happened. */
export const courseBlock = ({ waits, recurrences, incident: { zone } }: PostMortem): Node[] => [
  ...listUnder(
    'The symptom came back',
    recurrences.map((entry) => recurrenceItem(entry, zone)),
  ),
  ...listUnder(
    'Waits',
    waits.map((wait) => waitItem(wait, zone)),
  ),
]

function recurrenceItem(entry: TimelineLine, zone: string) {
  const { inline, blocks } = said(entry)
  return item([linked(fullTime(entry.at, zone), entry.permalink), ': ', ...inline], ...blocks)
}

function waitItem({ on, about, outcome, meanwhile, permalink, from, to }: WaitHeld, zone: string) {
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
