import { resultName } from '../../../core/record/model.ts'
import type { ActionTaken } from '../../document/lines.ts'
import { emphasisNode, type Line, strongNode } from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'

/** The result of an action, as somebody reported it. */
export function actionResultLine({ result }: ActionTaken): Line {
  if (!result) return [emphasisNode('no result was recorded')]
  const { is, note, by } = result
  return [strongNode(resultName[is]), ...(note ? [': ', ...parseSlackLine(note)] : []), by ? ` (${by})` : '']
}
