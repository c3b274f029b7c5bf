import { findDisplayName } from '../../core/state.ts'
import {
  actionRowBlock,
  buttonElement,
  contextBlock,
  type SlackBlock,
  sectionBlock,
  sectionWith,
} from '../../messages/blocks.ts'
import type { Modal } from '../../messages/modal.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
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
  return {
    callbackId: 'postmortem.history',
    title: `History: ${sheet.title}`,
    about: { incidentId: state.incident.id, about: sheet.key },
    inputs: [],
    blocks: [
      ...shown.flatMap((version) => versionBlocks(state, sheet, version)),
      historyPagingBlock(state.incident.id, sheet, from),
    ],
  }
}

function versionBlocks(state: Draft['state'], sheet: SectionDraft, version: SectionText): SlackBlock[] {
  const at = slackTime(version.writtenAt, shortTime(version.writtenAt))
  const by = escapeMrkdwn(findDisplayName(state, version.writtenBy))
  const line = `*Version ${version.version}* · ${by} · ${at}`
  const to = { incidentId: state.incident.id, about: `${sheet.key}:${version.version}` }
  const isLatest = version.version === latestVersionOf(sheet)
  const before = sheet.versions.find((other) => other.version === version.version - 1)
  return [
    isLatest ? sectionBlock(line) : sectionWith(line, buttonElement('Take this text back', 'postmortem.restore', to)),
    version.text === ''
      ? contextBlock('_Given back: as it is generated._')
      : differenceBlock(before?.text || version.basis, version.text, maxHistoryDiffLength),
  ]
}

function historyPagingBlock(incidentId: string, { key, versions }: SectionDraft, from: number): SlackBlock {
  const page = (label: string, skip: number) =>
    buttonElement(label, 'postmortem.history', { incidentId, about: `${key}:${skip}` })
  return actionRowBlock(
    buttonElement('Back to the text', 'postmortem.edit', { incidentId, about: key }),
    ...(from + versionsPerPage < versions.length ? [page('Older', from + versionsPerPage)] : []),
    ...(from > 0 ? [page('Newer', Math.max(0, from - versionsPerPage))] : []),
  )
}
