import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { Gap } from '../document/model.ts'
import { helpfulFor } from '../templates/gap.ts'
import { kindOf, plainWords } from '../templates/nodes.ts'
import type { Section } from '../templates/outline.ts'
import { type Draft, type Sheet, sheetNamed, writtenIn } from './draft.ts'

/** What is missing, and the section in which its mark stands. */
export interface MissingIn {
  sheet: Sheet
  gap: Gap
}

/** What the document marks as missing in this form: what somebody wrote in a section takes its marks away. */
export function missingIn(draft: Draft): MissingIn[] {
  return draft.document.gaps.flatMap((gap) => {
    const key =
      sheetNamed(draft, gap.section)?.key ?? draft.outline.sections.find((one) => marks(one, gap))?.key
    const sheet = key && sheetNamed(draft, key)
    return sheet && !writtenIn(sheet) ? [{ sheet, gap }] : []
  })
}

const marks = ({ key, pieces }: Section, { missing }: Gap): boolean =>
  key !== null &&
  pieces.some(({ nodes }) =>
    nodes.some(
      (node) => node.type === 'blockquote' && kindOf(node) === 'gap' && plainWords(node).includes(missing),
    ),
  )

/** When the messages were that are missing, or may help with it, each with its link; '' where there are none. */
export function helpFor({ document }: Draft, gap: Gap): string {
  const times = (gap.messages ?? helpfulFor(gap, document)).map(({ at, permalink }) =>
    slackTime(new Date(at), shortTime(new Date(at)), permalink),
  )
  return times.length > 0 ? ` ${gap.messages ? 'In Slack' : 'May help'}: ${times.join(', ')}` : ''
}
