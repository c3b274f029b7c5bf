import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { actionRowBlock, contextBlock, type SlackBlock } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { postMortemActions } from '../controls.ts'
import type { SectionText } from '../record.ts'
import { buildSectionChange } from '../section-change.ts'
import { joinInputs, normalizeInputText } from '../split-inputs.ts'
import {
  currentTextOf,
  type Draft,
  findSectionDraft,
  isOutdated,
  latestVersionOf,
  type SectionDraft,
  shownTextOf,
} from './draft.ts'
import { type EditBaseline, editBaselineOf, editConflictModal } from './edit-modal.ts'
import { findSectionGaps } from './missing.ts'
import { announceUndoableAction, formatSectionTitle, sectionUndoSubject } from './say.ts'
import { sectionMenu } from './section-menu.ts'

/** What the edit modal submitted. */
export interface EditSubmission {
  about: EditBaseline
  fields: Readonly<Partial<Record<string, string>>>
}

/**
 * Saves the submitted text as the next version of its section. It never overwrites what the author has not seen: if the
 * section changed in the meantime, the modal opens again with the typed text and the difference.
 */
export function submitEdit(
  ctx: WithActor<BaseContext>,
  draft: Draft,
  { about: opened, fields }: EditSubmission,
): Decision | Refusal {
  const sheet = findSectionDraft(draft, opened.section)
  if (!sheet)
    return {
      refusal:
        'The form of the post-mortem was changed meanwhile, and has no such section. Copy your text before you close this.',
      field: 'text',
    }
  const text = joinInputs(fields, 'text') ?? ''
  const hasSeen = isOutdated(sheet) && (fields.seen ?? '').split(',').includes('seen')
  if (isUnchangedText(sheet, text) && !hasSeen) return emptyDecision
  const now = editBaselineOf(sheet)
  if (now.version !== opened.version || now.mark !== opened.mark)
    return {
      ...emptyDecision,
      answer: { open: editConflictModal(draft, sheet, ctx.settings.command, { opened, text }) },
    }
  return saveSectionVersion(ctx, draft, sheet, { text, hasSeen })
}

/** Whether the text is unchanged. Generated text cannot be emptied, only replaced. */
const isUnchangedText = (sheet: SectionDraft, text: string): boolean =>
  text === normalizeInputText(shownTextOf(sheet)) || (text === '' && currentTextOf(sheet) === undefined)

function saveSectionVersion(
  ctx: WithActor<BaseContext>,
  draft: Draft,
  sheet: SectionDraft,
  { text, hasSeen }: { text: string; hasSeen: boolean },
): Decision {
  const { state, record } = draft
  const { id: incidentId } = state.incident
  const before = currentTextOf(sheet)
  const basis = before && text !== '' && !hasSeen ? before.basis : sheet.generated
  const version = (over: number, content: Pick<SectionText, 'text' | 'basis'>) =>
    buildSectionChange(ctx, incidentId, { section: sheet.key, version: latestVersionOf(sheet) + over, ...content })
  const published = record.state === 'published' ? '. It stays published; the file handed out is as it was' : ''
  const words = `${describeEdit(sheet, text)}${published}`
  const changes = [version(1, { text, basis })]
  // Undo adds a version instead of deleting one, so that the history stays complete.
  const back = [version(2, { text: before?.text ?? '', basis: before?.basis ?? sheet.generated })]
  const about = sectionUndoSubject(sheet.key)
  return announceUndoableAction(ctx, {
    incidentId,
    about,
    words,
    changes,
    back,
    more: remainingGapsBlocks(draft, sheet),
  })
}

/** What is still missing, with a menu to edit it and a button to publish. */
function remainingGapsBlocks(draft: Draft, { key }: SectionDraft): SlackBlock[] {
  const missing = new Set(
    findSectionGaps(draft).flatMap(({ section: sheet }) => (sheet.key === key ? [] : [formatSectionTitle(sheet)])),
  )
  const publish = button('Publish…', postMortemActions.publish, {
    incidentId: draft.state.incident.id,
    subject: 'post-mortem',
  })
  const still = missing.size > 0 ? `Still missing: ${[...missing].join(', ')}` : 'Nothing is missing any more.'
  return [contextBlock(still), actionRowBlock(...sectionMenu(draft, 'Edit another…', key), publish)]
}

function describeEdit(sheet: SectionDraft, text: string): string {
  const before = currentTextOf(sheet)
  if (text === '') return `gave ${formatSectionTitle(sheet)} back: it is as it is generated again`
  if (before && text === normalizeInputText(before.text))
    return `has seen what changed under ${formatSectionTitle(sheet)}`
  return `${before ? 'edited' : 'wrote'} ${formatSectionTitle(sheet)}`
}
