import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { Gap } from '../document/model.ts'
import { findHelpfulEntries } from '../templates/gap.ts'
import { noteKindOf, plainWords } from '../templates/nodes.ts'
import type { OutlineSection } from '../templates/outline.ts'
import { currentTextOf, type Draft, findSectionDraft, type SectionDraft } from './draft.ts'

/** A gap and the section that it is marked in. */
export interface SectionGap {
  section: SectionDraft
  gap: Gap
}

/** The gaps that this template marks. Writing in a section removes its marks. */
export function findSectionGaps(draft: Draft): SectionGap[] {
  return draft.document.gaps.flatMap((gap) => {
    const key =
      findSectionDraft(draft, gap.section)?.key ?? draft.outline.sections.find((one) => hasGapMark(one, gap))?.key
    const section = key && findSectionDraft(draft, key)
    return section && !currentTextOf(section) ? [{ section, gap }] : []
  })
}

const hasGapMark = ({ key, pieces }: OutlineSection, { missing }: Gap): boolean =>
  key !== null &&
  pieces.some(({ nodes }) =>
    nodes.some(
      (node) => node.type === 'blockquote' && noteKindOf(node) === 'gap' && plainWords(node).includes(missing),
    ),
  )

/** Links to the messages that are missing, or that may help to fill the gap, by their time; '' if there are none. */
export function formatGapHelp({ document }: Draft, gap: Gap): string {
  const times = (gap.messages ?? findHelpfulEntries(gap, document)).map(({ at, permalink }) =>
    slackTime(new Date(at), shortTime(new Date(at)), permalink),
  )
  return times.length > 0 ? ` ${gap.messages ? 'In Slack' : 'May help'}: ${times.join(', ')}` : ''
}
