import { type Decision, nothing, type Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext } from '../../core/state.ts'
import { actions, type Block, button, context } from '../../messages/blocks.ts'
import { joinInputs, normalizeInputText } from '../pieces.ts'
import type { SectionText } from '../record.ts'
import { buildSectionChange } from '../write.ts'
import { type Draft, isOutdated, type Sheet, sheetNamed, standingIn, versionOf, writtenIn } from './draft.ts'
import { openedOn, overtakenForm, unpackOpened } from './edit-modal.ts'
import { missingIn } from './missing.ts'
import { aboutSection, named, said } from './say.ts'
import { sectionMenu } from './section-menu.ts'

/** What came back of the form. */
export interface Filled {
  about: string
  fields: Readonly<Record<string, string>>
}

/**
 * What somebody wrote in a section becomes its next version. Nothing is overwritten that they have not seen: where it
 * became another while they wrote, the form stays, with what they typed and what changed.
 */
export function submitEdit(
  draft: Draft,
  { about, fields }: Filled,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const opened = unpackOpened(about)
  const sheet = sheetNamed(draft, opened.key)
  if (!sheet)
    return {
      refusal:
        'The form of the post-mortem was changed meanwhile, and has no such section. Copy your text before you close this.',
      field: 'text',
    }
  const text = joinInputs(fields, 'text') ?? ''
  const hasSeen = isOutdated(sheet) && (fields.seen ?? '').split(',').includes('seen')
  if (isAsItStands(sheet, text) && !hasSeen) return nothing
  const now = openedOn(sheet)
  if (now.version !== opened.version || now.mark !== opened.mark)
    return {
      ...nothing,
      answer: { open: overtakenForm(draft, sheet, ctx.settings.command, opened, text) },
    }
  return written(draft, sheet, { text, hasSeen }, by, ctx)
}

/** As it was shown; what is generated cannot be emptied, only replaced. */
const isAsItStands = (sheet: Sheet, text: string): boolean =>
  text === normalizeInputText(standingIn(sheet)) || (text === '' && writtenIn(sheet) === undefined)

function written(
  draft: Draft,
  sheet: Sheet,
  { text, hasSeen }: { text: string; hasSeen: boolean },
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const { state, record } = draft
  const { id: incidentId } = state.incident
  const before = writtenIn(sheet)
  const basis = before && text !== '' && !hasSeen ? before.basis : sheet.generated
  const version = (over: number, content: Pick<SectionText, 'text' | 'basis'>) =>
    buildSectionChange(
      incidentId,
      { section: sheet.key, version: versionOf(sheet) + over, ...content },
      by,
      ctx,
    )
  const published =
    record.state === 'published' ? '. It stays published; the file handed out is as it was' : ''
  const words = `${deedOf(sheet, text)}${published}`
  const changes = [version(1, { text, basis })]
  // What is taken back is a version of its own: the history loses nothing.
  const back = [version(2, { text: before?.text ?? '', basis: before?.basis ?? sheet.generated })]
  const about = aboutSection(sheet.key)
  return said({ incidentId, about, words, changes, back, more: goingOn(draft, sheet) }, by, ctx)
}

/** What is missing still, and the way there. */
function goingOn(draft: Draft, { key }: Sheet): Block[] {
  const missing = new Set(missingIn(draft).flatMap(({ sheet }) => (sheet.key === key ? [] : [named(sheet)])))
  const publish = button('Publish…', 'postmortem.publish', {
    incidentId: draft.state.incident.id,
    about: 'post-mortem',
  })
  const still =
    missing.size > 0 ? `Still missing: ${[...missing].join(', ')}` : 'Nothing is missing any more.'
  return [context(still), actions(...sectionMenu(draft, 'Edit another…', key), publish)]
}

function deedOf(sheet: Sheet, text: string): string {
  const before = writtenIn(sheet)
  if (text === '') return `gave ${named(sheet)} back: it is as it is generated again`
  if (before && text === normalizeInputText(before.text)) return `has seen what changed under ${named(sheet)}`
  return `${before ? 'edited' : 'wrote'} ${named(sheet)}`
}
