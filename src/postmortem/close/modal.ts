import { incidentReference } from '../../core/incident/model.ts'
import { instantOf } from '../../core/record/model.ts'
import { lessonHeadings } from '../../follow-ups/lesson.ts'
import { stillUnexplained } from '../../investigation/ledger/model.ts'
import {
  actionRowBlock,
  blocksMessage,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
  slackLimits,
} from '../../messages/blocks.ts'
import { button, modalOf } from '../../messages/controls.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine, toOneLine } from '../../platform/text.ts'
import { SuggestedEntry } from '../../timeline/listening/controls.ts'
import {
  quoteUnrecordedMessage,
  rankUnrecordedMessages,
  toSuggestedEntry,
  type UnrecordedMessage,
} from '../../timeline/listening/suggestions.ts'
import { postMortemActions, postMortemModals } from '../controls.ts'
import type { PostMortemContext } from '../settings.ts'
import { type InputPiece, type PieceName, splitIntoInputs } from '../split-inputs.ts'
import type { ResponseState } from '../state.ts'
import { time24 } from '../templates/times.ts'
import { type LessonInput, packExplained } from './lines.ts'
import {
  type CloseSection,
  type CurrentSections,
  closeSections,
  getInitialText,
  type InitialText,
  markInitialText,
  maxInputsPerCloseSection,
  sectionKeys,
} from './texts.ts'

/** What the close modal starts with. */
export interface CloseModalInput extends CurrentSections {
  lessons: readonly LessonInput[]
  /** Messages that were stored but never captured. */
  passed: readonly UnrecordedMessage[]
}

/** The modal that closes an incident. It is prefilled, and can be submitted without changes. */
export function closeModal(state: ResponseState, input: CloseModalInput, channelId: string | undefined): Modal {
  const { incident } = state
  const texts = sectionKeys.map((key) => buildSectionText(key, getInitialText(key, input)))
  const isShown = (text: CloseSectionText): text is Required<CloseSectionText> => text.pieces !== undefined
  const shown = texts.filter(isShown)
  const began = shown.map(({ key, begun }) => markInitialText(key, begun))
  const to = { incidentId: incident.id, began }
  return modalOf(postMortemModals.close, to, {
    title: `Close ${incidentReference(incident)}`,
    submit: 'Close',
    ...(channelId && { channelId }),
    blocks: closePrefaceBlocks(
      state,
      texts.filter((text) => !isShown(text)),
    ),
    inputs: [
      ...shown.flatMap(({ key, pieces }) => closeTextInputs(key, pieces)),
      lessonsInput(input.lessons),
      unexplainedInput(state),
      ...explainedInput(state),
      ...unrecordedMessagesInput(state, input.passed),
    ],
  })
}

interface CloseSectionText {
  key: CloseSection
  begun: InitialText
  pieces?: InputPiece<CloseSection>[]
}

function buildSectionText(key: CloseSection, begun: InitialText): CloseSectionText {
  const pieces = splitIntoInputs(key, begun.text, maxInputsPerCloseSection)
  return { key, begun, ...(pieces && { pieces }) }
}

function closePrefaceBlocks({ incident }: ResponseState, tooLong: readonly CloseSectionText[]): SlackBlock[] {
  const { status } = incident
  const still = `Still *${status}*: closing resolves it now.`
  const left = tooLong.map(
    ({ key }) => `_${closeSections[key]} is too long for a form: it stays in the draft as it is._`,
  )
  return [
    ...(status === 'resolved' ? [] : [sectionBlock(still)]),
    ...left.map(sectionBlock),
    contextBlock('All of it can stay as it is. The draft is posted; nothing is archived.'),
  ]
}

const closeTextInputs = (
  key: CloseSection,
  pieces: readonly InputPiece<CloseSection>[],
): ModalInput<PieceName<CloseSection>>[] =>
  pieces.map(({ name, text }, index) => ({
    name,
    label: `${closeSections[key]}${index > 0 ? ` (${index + 1})` : ''}`,
    kind: 'long',
    optional: true,
    initial: text,
  }))

const lessonsInput = (lessons: readonly LessonInput[]): ModalInput<'lessons'> => ({
  name: 'lessons',
  label: 'Lessons to add',
  kind: 'long',
  optional: true,
  hint: 'One a line, its kind first: well, badly, lucky, surprise or uncaught. “badly: nobody knew where the runbook is”. No kind: surprise.',
  above: notedItemsBlocks(
    'Noted so far',
    lessons.map(({ category, text }) => `${lessonHeadings[category]}: ${text}`),
  ),
})

function unexplainedInput({ unexplained }: ResponseState): ModalInput<'unexplained'> {
  const open = stillUnexplained(unexplained).map(({ text }) => text)
  return {
    name: 'unexplained',
    label: 'Still unexplained?',
    kind: 'long',
    optional: true,
    hint: 'What no cause accounts for, one observation a line.',
    above: notedItemsBlocks('Nobody has explained', open),
  }
}

/** Asks which unexplained observations the confirmed cause accounts for. */
function explainedInput({ hypotheses, unexplained }: ResponseState): ModalInput<'explained'>[] {
  const open = stillUnexplained(unexplained)
  const cause = hypotheses.findLast(({ state, verdict }) => state === 'confirmed' && verdict === 'cause')
  if (!cause || open.length === 0) return []
  const options = open.slice(0, slackLimits.ticks).map(({ entryId, text }) => ({
    value: packExplained(entryId, cause.id),
    label: toOneLine(text) || 'an entry without words',
  }))
  const label = `Explained by “${clipText(toOneLine(cause.statement), 120)}”`
  const hint = open.length > slackLimits.ticks ? { hint: 'The first ten; the others in the ledger.' } : {}
  return [{ name: 'explained', label, kind: 'ticks', optional: true, options, ...hint }]
}

/** Offers messages that look like timeline entries but were not captured. */
function unrecordedMessagesInput(state: ResponseState, passed: readonly UnrecordedMessage[]): ModalInput<'noticed'>[] {
  const options = rankUnrecordedMessages(passed).map((offer) => {
    const { author, words } = quoteUnrecordedMessage(state, offer.message)
    const more = `${offer.classification.kind} · ${time24(instantOf(offer.message.ts).toISOString(), state.incident.zone)} · ${author}`
    return { value: SuggestedEntry.encode(toSuggestedEntry(offer)), label: words, more }
  })
  if (options.length === 0) return []
  const label = 'Not on the timeline yet: add'
  return [{ name: 'noticed', label, kind: 'ticks', optional: true, options }]
}

const maxListedNotes = 12

/** Lists what is already recorded, in short. */
function notedItemsBlocks(heading: string, texts: readonly string[]): SlackBlock[] {
  if (texts.length === 0) return []
  const shown = texts.slice(0, maxListedNotes).map((text) => `• ${escapeMrkdwn(clipText(firstLine(text), 150))}`)
  const rest = texts.length > maxListedNotes ? [`and ${texts.length - maxListedNotes} more`] : []
  return [sectionBlock([`*${heading}*`, ...shown, ...rest].join('\n'))]
}

/** A button that opens the modal, for when there is no trigger id to open it with. */
export function closeInvitationMessage({ state: { incident }, settings }: PostMortemContext): SlackMessage {
  const open = button('Close…', postMortemActions.close, { incidentId: incident.id, subject: 'form' })
  return blocksMessage(
    `Close ${incidentReference(incident)}`,
    sectionBlock(
      `Closing ${incidentReference(incident)} opens a form. \`${settings.command} close now\` closes without it.`,
    ),
    actionRowBlock(open),
  )
}
