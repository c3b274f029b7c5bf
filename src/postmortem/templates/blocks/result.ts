import { resultName } from '../../../core/record/model.ts'
import type { ActionTaken } from '../../document/lines.ts'
import { emphasisNode, type Line, strongNode } from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'

/** What came of an action, as somebody said. */
export function actionResultLine({ result: given }: ActionTaken): Line {
  if (!given) return [emphasisNode('no result was recorded')]
  const { is, note, by } = given
  return [strongNode(resultName[is]), ...(note ? [': ', ...parseSlackLine(note)] : []), by ? ` (${by})` : '']
}
