import { resultName } from '../../../core/record/model.ts'
import type { ActionTaken } from '../../document/lines.ts'
import { emphasis, type Line, strong } from '../nodes.ts'
import { lineOf } from '../words.ts'

/** What came of an action, as somebody said. */
export function result({ result: given }: ActionTaken): Line {
  if (!given) return [emphasis('no result was recorded')]
  const { is, note, by } = given
  return [strong(resultName[is]), ...(note ? [': ', ...lineOf(note)] : []), by ? ` (${by})` : '']
}
