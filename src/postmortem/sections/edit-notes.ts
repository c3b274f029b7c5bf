import { findDisplayName } from '../../core/state.ts'
import { actionRowBlock, contextBlock, type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { postMortemActions } from '../controls.ts'
import type { ResponseState } from '../state.ts'
import { currentTextOf, type Draft, isOutdated, latestVersionOf, type SectionDraft } from './draft.ts'
import { findSectionGaps, formatGapHelp } from './missing.ts'
import { differenceBlock, formatSectionTitle } from './say.ts'

const maxEditDiffLength = 2_400

export const publishedNote = ({ record }: Draft): SlackBlock[] =>
  record.state === 'published'
    ? [contextBlock('_Published. What you change is not in the file handed out, until it is published again._')]
    : []

/** Names what is missing in this section. */
export function missingNote(draft: Draft, sheet: SectionDraft): SlackBlock[] {
  const gaps = findSectionGaps(draft).filter((one) => one.section.key === sheet.key)
  return gaps
    .slice(0, 3)
    .map(({ gap }) =>
      sectionBlock(`*Missing.* ${escapeMrkdwn(clipText(gap.missing, 300))}${formatGapHelp(draft, gap)}`),
    )
}

/** The commands that correct the records of a section, by its key. */
const correctionCommands: Record<string, readonly string[]> = {
  facts: ['details', 'time'],
  impact: ['impact'],
  timeline: ['timeline'],
  believed: ['hyp'],
  actions: ['timeline action'],
  follow_ups: ['followup'],
}

export function recordNote({ key, hasRecord }: SectionDraft, command: string): SlackBlock[] {
  if (!hasRecord) return []
  const words = correctionCommands[key]?.map((word) => `\`${command} ${word}\``).join(' and ')
  const how = words ? ` Its lines are set right by ${words}.` : ''
  return [contextBlock(`Your words stand above the record, which stays.${how}`)]
}

export function changedNote(state: ResponseState, sheet: SectionDraft): SlackBlock[] {
  const written = currentTextOf(sheet)
  if (!written || !isOutdated(sheet)) return []
  const by = escapeMrkdwn(findDisplayName(state, written.writtenBy))
  return [
    sectionBlock(`*Changed on record since ${by} wrote this*`),
    differenceBlock(written.basis, sheet.generated, maxEditDiffLength),
  ]
}

/** Who wrote the latest version, with a button to the history. */
export function latestVersionBlocks(state: ResponseState, sheet: SectionDraft): SlackBlock[] {
  const latest = sheet.versions.at(-1)
  if (!latest) return []
  const at = slackTime(latest.writtenAt, shortTime(latest.writtenAt))
  const by = escapeMrkdwn(findDisplayName(state, latest.writtenBy))
  const to = { incidentId: state.incident.id, section: sheet.key, skip: 0 }
  const what = latest.text === '' ? 'Given back' : 'Written'
  return [
    contextBlock(`${what} by ${by}, ${at} · version ${latest.version}`),
    actionRowBlock(button('History', postMortemActions.history, to)),
  ]
}

/** Explains why nothing was saved: who saved first, or what is generated now, and the difference. */
export function editConflictBlocks({ state }: Draft, sheet: SectionDraft, openedVersion: number): SlackBlock[] {
  const latest = sheet.versions.at(-1)
  if (!latest || latestVersionOf(sheet) === openedVersion)
    return [
      sectionBlock(
        `*What is on record changed while you wrote.* Nothing is saved yet. Generated in ${formatSectionTitle(sheet)} now:`,
      ),
      differenceBlock('', sheet.generated, maxEditDiffLength),
    ]
  const before = sheet.versions.find(({ version }) => version === openedVersion)?.text || latest.basis
  const by = escapeMrkdwn(findDisplayName(state, latest.writtenBy))
  return [
    sectionBlock(
      `*${by} saved this section while you wrote.* Nothing of yours is saved yet: below is what they changed, your text is in the field. Saving it puts yours in place of theirs, which stays in the history.`,
    ),
    differenceBlock(before, latest.text || sheet.generated, maxEditDiffLength),
  ]
}
