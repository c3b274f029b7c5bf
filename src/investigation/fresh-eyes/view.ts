import { incidentLabel } from '../../core/incident/model.ts'
import {
  actionRowBlock,
  blocksMessage,
  contextBlock,
  packedSectionBlocks,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { minuteMs, sayDuration } from '../../platform/time/durations.ts'
import type { InvestigationState } from '../state.ts'
import { briefActions } from './controls.ts'
import type { AddressedBrief, Brief, BriefLine } from './model.ts'
import { inclusionReasonLines } from './reasons.ts'
import { escapedNameOf } from './state.ts'

/** The time from which the minutes of a brief count. */
export const briefClockStart = ({ incident }: Pick<InvestigationState, 'incident'>): Date =>
  incident.startedAt ?? incident.detectedAt ?? incident.declaredAt

const briefTimeText = (at: Date): string => slackTime(at, shortTime(at))

/** How long after the start something happened: `+12 min`, `−3 min`. */
export function formatBriefOffset(at: Date, began: Date): string {
  const ms = at.getTime() - began.getTime()
  return `${ms < 0 ? '−' : '+'}${Math.abs(ms) < minuteMs ? '0 min' : sayDuration(Math.abs(ms))}`
}

const formatBriefLine = (state: InvestigationState, { at, text }: BriefLine): string =>
  at
    ? `${briefTimeText(at)} (${formatBriefOffset(at, briefClockStart(state))})  ${escapeMrkdwn(text)}`
    : escapeMrkdwn(text)

const includedLineBlocks = (state: InvestigationState, { lines }: Brief): SlackBlock[] =>
  packedSectionBlocks(lines.filter(({ included }) => included).map((line) => formatBriefLine(state, line)))

/** The brief as the requester sees it, in its current state. */
export function briefPreviewMessage(state: InvestigationState, brief: Brief): SlackMessage {
  const { incident } = state
  const title = `*Fresh eyes for ${incidentLabel(incident)}*`
  const head = `${title}: ${briefStageText(state, brief)}`
  const notification = `Fresh eyes for ${incidentLabel(incident)}`
  const left = packedSectionBlocks(inclusionReasonLines(brief))
  if (brief.state !== 'preview')
    return blocksMessage(
      notification,
      sectionBlock(head),
      ...includedLineBlocks(state, brief),
      ...(brief.sentAt ? left : []),
    )
  const to = { incidentId: incident.id, id: brief.id }
  return blocksMessage(
    `${notification}: read what goes out`,
    sectionBlock(head),
    actionRowBlock(
      button('Send now', briefActions.send, to, 'primary'),
      button('Change…', briefActions.change, to),
      button('Cancel', briefActions.cancel, to),
    ),
    ...includedLineBlocks(state, brief),
    ...(left.length > 0 ? [contextBlock('*Change…* takes in what was left out:'), ...left] : []),
  )
}

function briefStageText(state: InvestigationState, brief: Brief): string {
  const name = escapedNameOf(state, brief.recipientId)
  switch (brief.state) {
    case 'looking':
      return 'somebody who could look is being found.'
    case 'consent':
      return `${name} gets this when the commander agrees.`
    case 'preview':
      return `${name} gets this by itself at ${briefTimeText(brief.goesAt ?? brief.createdAt)}.`
    case 'sent':
      return `${name} was sent this at ${briefTimeText(brief.sentAt ?? brief.createdAt)}. It cannot be taken back.`
    case 'answered':
      return `${name} has answered. The answer is in the incident's channel.`
    case 'declined':
      return `${name} cannot look now.`
    case 'cancelled':
      return `${brief.sentAt ? 'no longer waited for' : 'not sent'}: ${escapeMrkdwn(brief.because ?? '')}.`
  }
}

/** The brief as its recipient sees it, knowing nothing of the incident: the question, and what was seen and done. */
export function briefRecipientMessage(state: InvestigationState, brief: AddressedBrief, now: Date): SlackMessage {
  if (brief.state !== 'sent') return blocksMessage('Fresh eyes', sectionBlock(answeredBriefText(brief)))
  const { incident } = state
  const to = { incidentId: incident.id, id: brief.id }
  const drill = incident.mode === 'drill' ? '*DRILL.* ' : ''
  const since = sayDuration((brief.sentAt ?? now).getTime() - briefClockStart(state).getTime())
  return blocksMessage(
    'Fresh eyes, please: what would you check first?',
    sectionBlock(
      `${drill}*Fresh eyes, please.* ${escapeMrkdwn(incident.severity)}, for ${since} now. No need to join anything.\nWhat would you check first, and why?`,
    ),
    ...includedLineBlocks(state, brief),
    contextBlock(
      `Minutes count from ${briefTimeText(briefClockStart(state))}. What the team believes is left out on purpose.`,
    ),
    actionRowBlock(
      button('I would check…', briefActions.answer, to, 'primary'),
      button('Not now', briefActions.decline, to),
    ),
  )
}

function answeredBriefText({ state, answer }: Brief): string {
  if (state === 'answered') return `*Thank you.* You wrote: ${escapeMrkdwn(clipText(answer ?? '', 600))}`
  if (state === 'declined') return 'All right: somebody else can be asked. Nothing more is needed.'
  return 'It is over by now: nothing more is needed. Thank you.'
}

/** Asks the commander of a private incident for consent, in its channel. */
export function briefConsentMessage(
  state: InvestigationState,
  brief: Brief,
  commander: string | undefined,
): SlackMessage {
  const { incident } = state
  const about = `${escapedNameOf(state, brief.requestedBy)} wants to ask ${escapedNameOf(state, brief.recipientId)}, who is not in this private channel, what they would check first`
  if (brief.state !== 'consent')
    return blocksMessage('Fresh eyes', sectionBlock(`${about}: ${consentOutcomeText(brief)}.`))
  const to = { incidentId: incident.id, id: brief.id }
  const asked = commander ? `<@${commander}>: ` : ''
  return blocksMessage(
    'Fresh eyes: the commander must agree',
    sectionBlock(`${asked}${about}. They would read this, and no theory of ours.`),
    actionRowBlock(button('Agree', briefActions.agree, to, 'primary'), button('Do not ask', briefActions.refuse, to)),
    ...includedLineBlocks(state, brief),
  )
}

const consentOutcomeText = ({ state, because }: Brief): string =>
  state === 'cancelled' ? escapeMrkdwn(because ?? 'not asked') : 'agreed'
