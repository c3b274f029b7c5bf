import { findDisplayName } from '../../core/state.ts'
import { actionRowBlock, contextBlock, type SlackBlock, sectionBlock, sectionWith } from '../../messages/blocks.ts'
import { button, modalOf } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { postMortemActions, postMortemModals } from '../controls.ts'
import type { SectionText } from '../record.ts'
import { type Draft, latestVersionOf, type SectionDraft } from './draft.ts'
import { differenceBlock } from './say.ts'

/** How many versions one page shows, and how many characters of each difference. */
const versionsPerPage = 5
const maxHistoryDiffLength = 1_200

/** The versions of a section, newest first, each with its difference. `skip`: how many newer ones to leave out. */
export function sectionHistoryModal({ state }: Draft, sheet: SectionDraft, skip: number): Modal {
  const newestFirst = sheet.versions.toReversed()
  const from = Math.min(Math.max(0, skip), Math.max(0, newestFirst.length - 1))
  const shown = newestFirst.slice(from, from + versionsPerPage)
  return modalOf(
    postMortemModals.history,
    { incidentId: state.incident.id, section: sheet.key },
    {
      title: `History: ${sheet.title}`,
      inputs: [],
      blocks: [
        ...shown.flatMap((version) => versionBlocks(state, sheet, version)),
        historyPagingBlock(state.incident.id, sheet, from),
      ],
    },
  )
}

function versionBlocks(state: Draft['state'], sheet: SectionDraft, version: SectionText): SlackBlock[] {
  const at = slackTime(version.writtenAt, shortTime(version.writtenAt))
  const by = escapeMrkdwn(findDisplayName(state, version.writtenBy))
  const line = `*Version ${version.version}* · ${by} · ${at}`
  const to = { incidentId: state.incident.id, section: sheet.key, version: version.version }
  const isLatest = version.version === latestVersionOf(sheet)
  const before = sheet.versions.find((other) => other.version === version.version - 1)
  return [
    isLatest ? sectionBlock(line) : sectionWith(line, button('Take this text back', postMortemActions.restore, to)),
    version.text === ''
      ? contextBlock('_Given back: as it is generated._')
      : differenceBlock(before?.text || version.basis, version.text, maxHistoryDiffLength),
  ]
}

function historyPagingBlock(incidentId: string, { key, versions }: SectionDraft, from: number): SlackBlock {
  const to = { incidentId, section: key }
  const page = (label: string, skip: number) => button(label, postMortemActions.history, { ...to, skip })
  return actionRowBlock(
    button('Back to the text', postMortemActions.edit, to),
    ...(from + versionsPerPage < versions.length ? [page('Older', from + versionsPerPage)] : []),
    ...(from > 0 ? [page('Newer', Math.max(0, from - versionsPerPage))] : []),
  )
}
