import type { BaseContext } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { contextBlock, packedSectionBlocks, type SlackBlock, sectionBlock, slackLimits } from '../../messages/blocks.ts'
import { modalOf } from '../../messages/controls.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { sayDay } from '../../platform/time/when.ts'
import { postMortemModals } from '../controls.ts'
import type { PostMortemContext } from '../settings.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import { type Draft, isOutdated } from './draft.ts'
import { findSectionGaps, type SectionGap } from './missing.ts'
import { defaultNextReviewDay } from './next-look.ts'
import { findAnnouncementChannel, usualTemplateOption } from './progress.ts'
import { formatSectionTitle, listFirstLines } from './say.ts'

/** Asks for confirmation before publishing. It names what is missing, but does not prevent publishing. */
export function publishModal({ settings }: BaseContext, draft: Draft): Modal {
  const { incident } = draft.state
  const channel = findAnnouncementChannel(incident, settings)
  const place = incident.channelId
    ? `The file goes to <#${incident.channelId}>.`
    : 'It has no channel: no file is posted.'
  const to = { incidentId: incident.id, opened: draft.record.state }
  return modalOf(postMortemModals.publish, to, {
    title: `Publish ${incidentReference(incident)}`,
    submit: 'Publish',
    blocks: [
      sectionBlock(`${place} Later changes are not in it until it is published again.`),
      ...missingBlocks(draft),
      ...outdatedBlocks(draft),
    ],
    inputs: channel ? [announceInput] : [],
  })
}

const announceInput: ModalInput<'announce'> = {
  name: 'announce',
  label: 'And where the incident was announced',
  kind: 'ticks',
  optional: true,
  options: [{ value: 'announce', label: 'Say in one line that it is published; no file' }],
}

/** How many gaps are listed. */
const maxNamedGaps = 10

export function missingBlocks(draft: Draft): SlackBlock[] {
  const missing = findSectionGaps(draft)
  if (missing.length === 0) return [sectionBlock('Nothing is missing.')]
  const line = ({ section: sheet, gap }: SectionGap) =>
    `• ${formatSectionTitle(sheet)}: ${escapeMrkdwn(clipText(gap.missing, 150))} _For ${escapeMrkdwn(gap.who)}._`
  return packedSectionBlocks([`*Missing (${missing.length})*`, ...listFirstLines(missing, maxNamedGaps, line)])
}

function outdatedBlocks({ sheets }: Draft): SlackBlock[] {
  const changed = sheets.filter(isOutdated)
  if (changed.length === 0) return []
  return [sectionBlock(`*Changed on record since somebody wrote there:* ${changed.map(formatSectionTitle).join(', ')}`)]
}

/** The modal that chooses the template. */
export function templateChoiceModal({ state, record }: Draft, library: TemplateLibrary): Modal {
  const usual = { value: usualTemplateOption, label: `The usual one: ${library.usual}` }
  const options = [...library.templates.values()].map(({ name, does }) => ({
    value: name.slice(0, slackLimits.option),
    label: `${name}: ${does}`,
  }))
  const broken = [...library.complaints.values()].map((complaint) => `• ${escapeMrkdwn(clipText(complaint, 300))}`)
  const to = { incidentId: state.incident.id, subject: 'form' } as const
  return modalOf(postMortemModals.chooseForm, to, {
    title: 'Form of the post-mortem',
    submit: 'Choose',
    inputs: [
      {
        name: 'form',
        label: 'Which form?',
        kind: 'choice',
        options: [usual, ...options].slice(0, 100),
        initial: record.template ?? usualTemplateOption,
        hint: 'What people wrote stays, also in sections that the form leaves out.',
      },
    ],
    footer:
      broken.length > 0
        ? packedSectionBlocks(['*These cannot be read, and need mending:*', ...broken]).slice(0, 5)
        : [],
  })
}

/** The modal that sets the next review. `reviewed`: it also records that a review has just taken place. */
export function nextReviewModal(ctx: PostMortemContext, { state, record }: Draft, reviewed: boolean): Modal {
  const { incident } = state
  const proposed = reviewed ? defaultNextReviewDay(incident.zone, ctx) : record.nextReviewOn
  const to = { incidentId: incident.id, occasion: reviewed ? 'reviewed' : 'next' } as const
  return modalOf(postMortemModals.nextReview, to, {
    title: reviewed ? `${incidentReference(incident)} reviewed` : 'Next review',
    submit: reviewed ? 'Reviewed' : 'Save',
    blocks: [contextBlock('On that day, at 09:00, the owner gets one message: what is open, missing and unexplained.')],
    inputs: [
      {
        name: 'day',
        label: reviewed ? 'And again on' : 'On',
        kind: 'text',
        max: 40,
        optional: true,
        hint: 'in a month, next friday, end of quarter, 2026-12-01. Left empty: no more.',
        ...(proposed && { initial: sayDay(proposed) }),
      },
    ],
  })
}
