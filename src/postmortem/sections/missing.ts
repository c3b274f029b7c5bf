import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { Gap } from '../document/model.ts'
import { findHelpfulEntries } from '../templates/gap.ts'
import { noteKindOf, plainWords } from '../templates/nodes.ts'
import type { OutlineSection } from '../templates/outline.ts'
import { currentTextOf, type Draft, findSectionDraft, type SectionDraft } from './draft.ts'

/** What is missing, and the section in which its mark stands. */
export interface SectionGap {
  sheet: SectionDraft
  gap: Gap
}

/** What the document marks as missing in this form: what somebody wrote in a section takes its marks away. */
export function findSectionGaps(draft: Draft): SectionGap[] {
  return draft.document.gaps.flatMap((gap) => {
    const key =
      findSectionDraft(draft, gap.section)?.key ?? draft.outline.sections.find((one) => hasGapMark(one, gap))?.key
    const sheet = key && findSectionDraft(draft, key)
    return sheet && !currentTextOf(sheet) ? [{ sheet, gap }] : []
  })
}

const hasGapMark = ({ key, pieces }: OutlineSection, { missing }: Gap): boolean =>
  key !== null &&
  pieces.some(({ nodes }) =>
    nodes.some(
      (node) => node.type === 'blockquote' && noteKindOf(node) === 'gap' && plainWords(node).includes(missing),
    ),
  )

/** When the messages were that are missing, or may help with it, each with its link; '' where there are none. */
export function helpFor({ document }: Draft, gap: Gap): string {
  const times = (gap.messages ?? findHelpfulEntries(gap, document)).map(({ at, permalink }) =>
    slackTime(new Date(at), shortTime(new Date(at)), permalink),
  )
  return times.length > 0 ? ` ${gap.messages ? 'In Slack' : 'May help'}: ${times.join(', ')}` : ''
}
