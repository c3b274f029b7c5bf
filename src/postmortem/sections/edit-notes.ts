import { type IncidentState, nameOf } from '../../core/state.ts'
import { actions, type Block, button, context, section } from '../../messages/blocks.ts'
import { clip, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { currentTextOf, type Draft, isOutdated, latestVersionOf, type SectionDraft } from './draft.ts'
import { findSectionGaps, helpFor } from './missing.ts'
import { differenceBlock, formatSectionTitle } from './say.ts'

const maxEditDiffLength = 2_400

export const publishedNote = ({ record }: Draft): Block[] =>
  record.state === 'published'
    ? [context('_Published. What you change is not in the file handed out, until it is published again._')]
    : []

/** What is asked for here. */
export function missingNote(draft: Draft, sheet: SectionDraft): Block[] {
  const gaps = findSectionGaps(draft).filter((one) => one.sheet.key === sheet.key)
  return gaps
    .slice(0, 3)
    .map(({ gap }) => section(`*Missing.* ${escapeMrkdwn(clip(gap.missing, 300))}${helpFor(draft, gap)}`))
}

/** The words by which the lines of a record are set right. */
const mending: Record<string, readonly string[]> = {
  facts: ['details', 'time'],
  impact: ['impact'],
  timeline: ['timeline'],
  believed: ['hyp'],
  actions: ['timeline action'],
  follow_ups: ['followup'],
}

export function recordNote({ key, hasRecord }: SectionDraft, command: string): Block[] {
  if (!hasRecord) return []
  const words = mending[key]?.map((word) => `\`${command} ${word}\``).join(' and ')
  const how = words ? ` Its lines are set right by ${words}.` : ''
  return [context(`Your words stand above the record, which stays.${how}`)]
}

export function changedNote(state: IncidentState, sheet: SectionDraft): Block[] {
  const written = currentTextOf(sheet)
  if (!written || !isOutdated(sheet)) return []
  const by = escapeMrkdwn(nameOf(state, written.writtenBy))
  return [
    section(`*Changed on record since ${by} wrote this*`),
    differenceBlock(written.basis, sheet.generated, maxEditDiffLength),
  ]
}

/** Who wrote last, and the way to all that was written before. */
export function latestVersionBlocks(
  state: IncidentState,
  sheet: SectionDraft,
  { incidentId }: { incidentId: string },
): Block[] {
  const latest = sheet.versions.at(-1)
  if (!latest) return []
  const at = slackTime(latest.writtenAt, shortTime(latest.writtenAt))
  const by = escapeMrkdwn(nameOf(state, latest.writtenBy))
  const what = latest.text === '' ? 'Given back' : 'Written'
  return [
    context(`${what} by ${by}, ${at} · version ${latest.version}`),
    actions(button('History', 'postmortem.history', { incidentId, about: `${sheet.key}:0` })),
  ]
}

/** Why nothing is saved yet: who was faster, and what is another now. */
export function editConflictBlocks({ state }: Draft, sheet: SectionDraft, was: number): Block[] {
  const latest = sheet.versions.at(-1)
  if (!latest || latestVersionOf(sheet) === was)
    return [
      section(
        `*What is on record changed while you wrote.* Nothing is saved yet. Generated in ${formatSectionTitle(sheet)} now:`,
      ),
      differenceBlock('', sheet.generated, maxEditDiffLength),
    ]
  const before = sheet.versions.find(({ version }) => version === was)?.text || latest.basis
  const by = escapeMrkdwn(nameOf(state, latest.writtenBy))
  return [
    section(
      `*${by} saved this section while you wrote.* Nothing of yours is saved yet: below is what they changed, your text is in the field. Saving it puts yours in place of theirs, which stays in the history.`,
    ),
    differenceBlock(before, latest.text || sheet.generated, maxEditDiffLength),
  ]
}
