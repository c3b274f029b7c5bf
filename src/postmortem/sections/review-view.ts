import { incidentHeadline } from '../../core/incident/lines.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { sayFollowUp } from '../../follow-ups/lines.ts'
import { isToDo } from '../../follow-ups/model.ts'
import { stillUnexplained } from '../../investigation/ledger/model.ts'
import {
  actionRowBlock,
  blocksMessage,
  packedSectionBlocks,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine, formatCount } from '../../platform/text.ts'
import { postMortemActions } from '../controls.ts'
import { postMortemStateLabels } from '../record.ts'
import type { Draft } from './draft.ts'
import { findSectionGaps } from './missing.ts'
import { formatSectionTitle, listFirstLines } from './say.ts'

/** How many lines each list shows. */
const maxReviewLines = 5
const maxReviewLineLength = 150

/** Whether a message is a review reminder, recognized by a button that no other message has. */
export const isReviewMessage = ({ blocks }: SlackMessage): boolean =>
  JSON.stringify(blocks).includes(`"action_id":"${postMortemActions.reviewed.name}:`)

/** The review reminder, which lists what is still open. `toAll`: it goes to the channel, not to a person. */
export function reviewMessage(draft: Draft, toAll: boolean): SlackMessage {
  const { incident } = draft.state
  const place = incident.channelId && !toAll ? ` · <#${incident.channelId}>` : ''
  const whom = toAll ? '\nNobody who answers for it can be written to: would somebody here look?' : ''
  const to = { incidentId: incident.id, subject: 'review' } as const
  return blocksMessage(
    `The post-mortem of ${incidentReference(incident)} is to be looked at again`,
    sectionBlock(`*Time to look back* · ${incidentHeadline(incident)}${place}\n${reviewStateLine(draft)}${whom}`),
    ...reviewFollowUpBlocks(draft),
    ...reviewGapBlocks(draft),
    ...reviewUnexplainedBlocks(draft),
    actionRowBlock(
      button('Reviewed…', postMortemActions.reviewed, to, 'primary'),
      button('In a week', postMortemActions.later, to),
      button('Post-mortem', postMortemActions.open, to),
    ),
  )
}

const reviewStateLine = ({ record }: Draft): string =>
  record.state === 'published'
    ? 'The post-mortem is published.'
    : `The post-mortem is not published: ${postMortemStateLabels[record.state]}.`

function reviewFollowUpBlocks({ state }: Draft): SlackBlock[] {
  const open = state.followUps.filter(isToDo)
  return headedListBlocks(`*${formatCount(open.length, 'open follow-up')}*`, open, (followUp) =>
    sayFollowUp(state, { ...followUp, text: clipText(followUp.text, maxReviewLineLength) }),
  )
}

function reviewGapBlocks(draft: Draft): SlackBlock[] {
  const gaps = findSectionGaps(draft)
  return headedListBlocks(
    `*Missing (${gaps.length})*`,
    gaps,
    ({ section: sheet, gap }) =>
      `${formatSectionTitle(sheet)}: ${escapeMrkdwn(clipText(gap.missing, maxReviewLineLength))}`,
  )
}

function reviewUnexplainedBlocks({ state }: Draft): SlackBlock[] {
  const open = stillUnexplained(state.unexplained)
  return headedListBlocks(`*Not explained (${open.length})*`, open, ({ text }) =>
    escapeMrkdwn(clipText(firstLine(text), maxReviewLineLength)),
  )
}

const headedListBlocks = <T>(heading: string, all: readonly T[], say: (one: T) => string): SlackBlock[] =>
  all.length > 0 ? packedSectionBlocks([heading, ...listFirstLines(all, maxReviewLines, (one) => `• ${say(one)}`)]) : []
