import { incidentReference } from '../../core/incident/model.ts'
import { instantOf } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { lessonHeadings } from '../../follow-ups/lesson.ts'
import { stillUnexplained } from '../../investigation/ledger/model.ts'
import {
  actionRowBlock,
  blocksMessage,
  buttonElement,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine, toOneLine } from '../../platform/text.ts'
import {
  packSuggestedEntries,
  quoteUnrecordedMessage,
  toSuggestedEntry,
  type UnrecordedMessage,
  worthOffering,
} from '../../timeline/listening/suggestions.ts'
import { type InputPiece, splitIntoInputs } from '../split-inputs.ts'
import { time24 } from '../templates/times.ts'
import { type LessonInput, packExplained } from './lines.ts'
import {
  type CloseSection,
  type CurrentSections,
  closeSections,
  getInitialText,
  type InitialText,
  maxInputsPerCloseSection,
  packInitialTexts,
  sectionKeys,
} from './texts.ts'

/** What is known when somebody is about to close. */
export interface CloseModalInput extends CurrentSections {
  lessons: readonly LessonInput[]
  /** Messages seen and never captured. */
  passed: readonly UnrecordedMessage[]
}

/** The end of an incident as a form: all of it is filled in as far as it is known, and may stay so. */
export function closeModal(state: IncidentState, known: CloseModalInput, channelId: string | undefined): Modal {
  const { incident } = state
  const texts = sectionKeys.map((key) => buildSectionText(key, getInitialText(key, known)))
  const isShown = (text: Text): text is Required<Text> => text.pieces !== undefined
  const shown = texts.filter(isShown)
  return {
    form: 'postmortem.close',
    title: `Close ${incidentReference(incident)}`,
    submit: 'Close',
    about: {
      incidentId: incident.id,
      about: packInitialTexts(shown.map(({ key, begun: own }) => [key, own])),
    },
    ...(channelId && { channelId }),
    blocks: preface(
      state,
      texts.filter((text) => !isShown(text)),
    ),
    inputs: [
      ...shown.flatMap(({ key, pieces }) => closeTextInputs(key, pieces)),
      lessonsInput(known.lessons),
      unexplainedInput(state),
      ...explainedInput(state),
      ...unrecordedMessagesInput(state, known.passed),
    ],
  }
}

interface Text {
  key: CloseSection
  begun: InitialText
  pieces?: InputPiece[]
}

function buildSectionText(key: CloseSection, own: InitialText): Text {
  const pieces = splitIntoInputs(key, own.text, maxInputsPerCloseSection)
  return { key, begun: own, ...(pieces && { pieces }) }
}

function preface({ incident }: IncidentState, tooLong: readonly Text[]): SlackBlock[] {
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

const closeTextInputs = (key: CloseSection, pieces: readonly InputPiece[]): ModalInput[] =>
  pieces.map(({ name, text }, index) => ({
    name,
    label: `${closeSections[key]}${index > 0 ? ` (${index + 1})` : ''}`,
    kind: 'long',
    optional: true,
    initial: text,
  }))

const lessonsInput = (lessons: readonly LessonInput[]): ModalInput => ({
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

function unexplainedInput({ unexplained }: IncidentState): ModalInput {
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

/** As many as one question of boxes holds. */
const maxTickOptions = 10

/** Once the cause is confirmed, it may account for what was open. */
function explainedInput({ hypotheses, unexplained }: IncidentState): ModalInput[] {
  const open = stillUnexplained(unexplained)
  const cause = hypotheses.findLast(({ state, verdict }) => state === 'confirmed' && verdict === 'cause')
  if (!cause || open.length === 0) return []
  const options = open.slice(0, maxTickOptions).map(({ entryId, text }) => ({
    value: packExplained(entryId, cause.id),
    label: toOneLine(text) || 'an entry without words',
  }))
  const label = `Explained by “${clipText(toOneLine(cause.statement), 120)}”`
  const hint = open.length > maxTickOptions ? { hint: 'The first ten; the others in the ledger.' } : {}
  return [{ name: 'explained', label, kind: 'ticks', optional: true, options, ...hint }]
}

/** What looks like lines of the timeline and is not on it. */
function unrecordedMessagesInput(state: IncidentState, passed: readonly UnrecordedMessage[]): ModalInput[] {
  const options = worthOffering(passed).map((offer) => {
    const { author, words } = quoteUnrecordedMessage(state, offer.passed)
    const more = `${offer.noticed.kind} · ${time24(instantOf(offer.passed.ts).toISOString(), state.incident.zone)} · ${author}`
    return { value: packSuggestedEntries([toSuggestedEntry(offer)]), label: words, more }
  })
  if (options.length === 0) return []
  const label = 'Not on the timeline yet: add'
  return [{ name: 'noticed', label, kind: 'ticks', optional: true, options }]
}

const mostListed = 12

/** What is on record already, in short. */
function notedItemsBlocks(heading: string, texts: readonly string[]): SlackBlock[] {
  if (texts.length === 0) return []
  const shown = texts.slice(0, mostListed).map((text) => `• ${escapeMrkdwn(clipText(firstLine(text), 150))}`)
  const rest = texts.length > mostListed ? [`and ${texts.length - mostListed} more`] : []
  return [sectionBlock([`*${heading}*`, ...shown, ...rest].join('\n'))]
}

/** Where no form can open, the button that opens it. */
export function closeInvitationMessage({ incident }: IncidentState, { settings }: DecisionContext): SlackMessage {
  const open = buttonElement('Close…', 'postmortem.close', { incidentId: incident.id, about: 'form' })
  return blocksMessage(
    `Close ${incidentReference(incident)}`,
    sectionBlock(
      `Closing ${incidentReference(incident)} opens a form. \`${settings.command} close now\` closes without it.`,
    ),
    actionRowBlock(open),
  )
}
