import { incidentReference } from '../../core/incident/model.ts'
import { findDisplayName } from '../../core/state.ts'
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
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { sayDay } from '../../platform/time/when.ts'
import { postMortemActions } from '../controls.ts'
import { postMortemStateLabels } from '../record.ts'
import type { ResponseState } from '../state.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import { currentTextOf, type Draft, isOutdated, type SectionDraft } from './draft.ts'
import { formatSectionTitle, listFirstLines } from './say.ts'
import { sectionMenu } from './section-menu.ts'
import { missingBlocks } from './state-modals.ts'

/** Shows one person the state of a post-mortem, with every action on it. */
export function postMortemStateMessage(draft: Draft, library: TemplateLibrary): SlackMessage {
  const { incident } = draft.state
  const title = `${incidentReference(incident)} post-mortem: ${postMortemStateLabels[draft.record.state]}`
  return blocksMessage(
    title,
    sectionBlock(postMortemHeadline(draft, library)),
    ...templateComplaintBlocks(draft),
    ...missingBlocks(draft),
    // These go before the blocks that may be long, because a message that is too long is cut at the end.
    editingActionsBlock(draft),
    stateActionsBlock(draft),
    ...writtenBlocks(draft),
  )
}

function postMortemHeadline({ state, record }: Draft, library: TemplateLibrary): string {
  const { publishedAt, publishedBy, nextReviewOn } = record
  const published =
    publishedAt && record.state === 'published'
      ? ` by ${escapeMrkdwn(findDisplayName(state, publishedBy))}, ${slackTime(publishedAt, shortTime(publishedAt))}`
      : ''
  const next = nextReviewOn ? `next review ${sayDay(nextReviewOn)}` : 'no further review'
  return [
    `*Post-mortem of ${incidentReference(state.incident)}* · ${postMortemStateLabels[record.state]}${published}`,
    `form \`${escapeMrkdwn(record.template ?? library.usual)}\``,
    next,
  ].join(' · ')
}

const templateComplaintBlocks = ({ outline }: Draft): SlackBlock[] =>
  outline.complaint === null
    ? []
    : [
        sectionBlock(
          `*The form could not be used.* ${escapeMrkdwn(outline.complaint)} This is \`${outline.template.name}\` instead.`,
        ),
      ]

/** How many written sections are listed. */
const maxWrittenListed = 15

function writtenBlocks({ state, sheets, leftOut }: Draft): SlackBlock[] {
  const all = sheets.flatMap((sheet) => writtenLine(state, sheet))
  const lines = listFirstLines(all, maxWrittenListed, (line) => line)
  const others = leftOut.length > 0 ? [`Not in this form: ${leftOut.map(escapeMrkdwn).join(', ')}`] : []
  if (lines.length + others.length === 0)
    return [contextBlock('Nobody has written in it yet: all of it is made from the record.')]
  return packedSectionBlocks(['*Written by people*', ...lines, ...others])
}

function writtenLine(state: ResponseState, sheet: SectionDraft): string[] {
  const written = currentTextOf(sheet)
  if (!written) return []
  const at = slackTime(written.writtenAt, shortTime(written.writtenAt))
  const changed = isOutdated(sheet) ? ' · *the record changed since*' : ''
  return [`• ${formatSectionTitle(sheet)}: ${escapeMrkdwn(findDisplayName(state, written.writtenBy))}, ${at}${changed}`]
}

function editingActionsBlock(draft: Draft): SlackBlock {
  const to = { incidentId: draft.state.incident.id, subject: 'post-mortem' } as const
  return actionRowBlock(
    ...sectionMenu(draft, 'Edit a section…'),
    button('Form…', postMortemActions.chooseForm, to),
    button('Next review…', postMortemActions.nextReview, to),
    button('Draft again', postMortemActions.draftAgain, to),
    button('Canvas', postMortemActions.canvas, to),
  )
}
function stateActionsBlock({ state, record }: Draft): SlackBlock {
  const to = { incidentId: state.incident.id, subject: 'post-mortem' } as const
  const isPublished = record.state === 'published'
  return actionRowBlock(
    ...(record.state === 'draft' ? [button('Send for review', postMortemActions.sendForReview, to)] : []),
    button(isPublished ? 'Publish again…' : 'Publish…', postMortemActions.publish, to, 'primary'),
    ...(record.state === 'draft' ? [] : [button('Back to draft', postMortemActions.backToDraft, to)]),
  )
}
