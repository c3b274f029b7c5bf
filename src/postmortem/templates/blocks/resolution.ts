import type { ListItem } from 'mdast'
import type { ActionTaken } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { renderGapNotes } from '../gap.ts'
import {
  linkNode,
  listItemNode,
  listNode,
  listUnder,
  type Node,
  nonEmptyListNodes,
  paragraphNode,
  strongNode,
} from '../nodes.ts'
import { fullTime } from '../times.ts'
import { actionResultLine } from './result.ts'
import { renderEntryText } from './timeline.ts'

/** Actions that helped: those that ended the incident, then those that fixed it for good. */
export function resolutionBlock(document: PostMortem): Node[] {
  const { zone } = document.incident
  const { before, later } = splitActionsAtResolution(document)
  return [
    ...nonEmptyListNodes(before.filter(hasHelped).map((action) => helpedItem(action, zone))),
    ...renderGapNotes(document, 'resolution'),
    ...listUnder(
      permanentFixHeading,
      later.filter(hasHelped).map((action) => helpedItem(action, zone)),
    ),
  ]
}

const permanentFixHeading = 'Fixed for good'

/** Splits the actions at the resolution. Until there is one, all of them come before it. */
function splitActionsAtResolution({ actions, times }: PostMortem): { before: ActionTaken[]; later: ActionTaken[] } {
  const end = times.resolved?.at
  const isLater = ({ at }: ActionTaken) => end !== undefined && at > end
  return { before: actions.filter((action) => !isLater(action)), later: actions.filter(isLater) }
}

const hasHelped = ({ result }: ActionTaken): boolean => result?.is === 'worked' || result?.is === 'helped_in_part'

function helpedItem(action: ActionTaken, zone: string): ListItem {
  const { inline, blocks } = renderEntryText({ ...action, author: null })
  const begun = linkNode(fullTime(action.at, zone), action.permalink)
  return listItemNode([begun, ': ', ...inline, ' – ', ...actionResultLine(action)], ...blocks)
}

/** Actions as numbered steps with their commands and results: first those that ended the incident, then later ones. */
export function stepsBlock(document: PostMortem): Node[] {
  const { zone } = document.incident
  const { before, later } = splitActionsAtResolution(document)
  const [fixed, others] = [later.filter(hasHelped), later.filter((action) => !hasHelped(action))]
  const under = (words: string, actions: readonly ActionTaken[], after: number) =>
    actions.length > 0 ? [paragraphNode(strongNode(words)), ...stepNodes(actions, zone, after)] : []
  return [
    ...stepNodes(before, zone, 0),
    ...under(permanentFixHeading, fixed, before.length),
    ...under('Done later', others, before.length + fixed.length),
  ]
}

/** Numbers start above `after`. */
const stepNodes = (actions: readonly ActionTaken[], zone: string, after: number): Node[] =>
  actions.flatMap((action, index) => {
    const { inline, blocks } = renderEntryText({ ...action, author: null })
    const begun = linkNode(fullTime(action.at, zone), action.permalink)
    return [
      paragraphNode(strongNode(`Step ${after + index + 1}.`), ' ', ...inline, ' (', begun, ')'),
      ...blocks,
      listNode([listItemNode(['Result: ', ...actionResultLine(action)])]),
    ]
  })
