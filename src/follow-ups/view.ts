import { incidentReference } from '../core/incident/model.ts'
import type { Action } from '../messages/action.ts'
import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../messages/blocks.ts'
import { button, modalOf, selectMenu } from '../messages/controls.ts'
import type { Modal } from '../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../messages/mrkdwn.ts'
import { makePermalink } from '../messages/permalink.ts'
import { sayDay } from '../platform/time/when.ts'
import { followUpActions, followUpModals } from './controls.ts'
import { escapeFollowUpText, sayFollowUp } from './lines.ts'
import { type FollowUp, followUpKinds, followUpStateNames, isToDo, labelOf, longestFollowUp } from './model.ts'
import type { FollowUpsState } from './state.ts'

/** How many open follow-ups get buttons, how many more are offered in menus, and how many finished ones are shown. */
const followUpListLimits = { buttons: 4, menus: 8, over: 8 }
/** In characters of text per follow-up, so that the list fits one Slack message. */
const maxFollowUpTextLengths = { withButtons: 150, inMenus: 60 }

/** The incident's follow-ups: open ones by due date with buttons, then finished ones. For an ephemeral message. */
export function followUpList(state: FollowUpsState, today: Date, command: string): SlackMessage {
  const open = state.followUps.filter(isToDo).sort(byDate)
  const over = state.followUps.filter((followUp) => !isToDo(followUp))
  const example = `${command} followup raise the pool limit @dana by next friday`
  const title = `${incidentReference(state.incident)}: ${open.length} open follow-up${open.length === 1 ? '' : 's'}`
  if (open.length + over.length === 0)
    return blocksMessage(title, sectionBlock(`No follow-up yet. For example: \`${example}\``))
  return blocksMessage(
    title,
    ...(open.length === 0 ? [sectionBlock('No follow-up is open.')] : []),
    ...open
      .slice(0, followUpListLimits.buttons)
      .flatMap((followUp) => [
        sectionBlock(openFollowUpLine(state, clipFollowUpText(followUp, maxFollowUpTextLengths.withButtons), today)),
        followUpActionsBlock(followUp),
      ]),
    ...menuFollowUpBlocks(state, open.slice(followUpListLimits.buttons), today),
    ...endedFollowUpBlocks(over),
  )
}

const clipFollowUpText = (followUp: FollowUp, limit: number): FollowUp => ({
  ...followUp,
  text: clipText(followUp.text, limit),
})

const byDate = (a: FollowUp, b: FollowUp): number =>
  (a.dueOn?.getTime() ?? Number.POSITIVE_INFINITY) - (b.dueOn?.getTime() ?? Number.POSITIVE_INFINITY) ||
  a.number - b.number

/** One unfinished follow-up in a list; `today` is the reader's calendar day, which decides what is overdue. */
export function openFollowUpLine(
  state: Pick<FollowUpsState, 'names' | 'workspaceUrl'>,
  followUp: FollowUp,
  today: Date,
): string {
  const from = makePermalink(state.workspaceUrl, followUp)
  return [
    sayFollowUp(state, followUp),
    ...(followUp.state === 'in_progress' ? ['in progress'] : []),
    ...(followUp.dueOn && followUp.dueOn < today ? ['*overdue*'] : []),
    ...(followUp.kind ? [followUp.kind] : []),
    ...(followUp.link ? [`<${escapeMrkdwn(followUp.link)}|link>`] : []),
    ...(from ? [`<${from}|message>`] : []),
  ].join(' · ')
}

function followUpActionsBlock(followUp: FollowUp): SlackBlock {
  const to = { incidentId: followUp.incidentId, id: followUp.id }
  return actionRowBlock(
    button('Done', followUpActions.done, to),
    progressButton(followUp),
    button('Edit', followUpActions.edit, to),
    button('Drop', followUpActions.drop, to),
  )
}

/** The button that moves a follow-up between open and in progress. */
export function progressButton({ incidentId, id, state }: FollowUp): ControlElement {
  const to = { incidentId, id }
  return state === 'in_progress'
    ? button('Back to open', followUpActions.putBack, to)
    : button('In progress', followUpActions.start, to)
}

function menuFollowUpBlocks(state: FollowUpsState, rest: readonly FollowUp[], today: Date): SlackBlock[] {
  if (rest.length === 0) return []
  const shown = rest.slice(0, followUpListLimits.menus)
  const more = rest.length - shown.length
  const lines = shown.map((followUp) =>
    openFollowUpLine(state, clipFollowUpText(followUp, maxFollowUpTextLengths.inMenus), today),
  )
  return [
    sectionBlock(`${lines.join('\n')}${more > 0 ? `\n… and ${more} more: they come up when these are done.` : ''}`),
    actionRowBlock(
      followUpMenu('Done', followUpActions.done, shown),
      ...stateMenus('In progress', followUpActions.start, shown, 'open'),
      ...stateMenus('Back to open', followUpActions.putBack, shown, 'in_progress'),
      followUpMenu('Edit', followUpActions.edit, shown),
    ),
  ]
}

function endedFollowUpBlocks(over: readonly FollowUp[]): SlackBlock[] {
  if (over.length === 0) return []
  const shown = over.slice(-followUpListLimits.over)
  const lines = shown.map((followUp) => {
    const why = followUp.endedBecause
      ? ` (${escapeMrkdwn(clipText(followUp.endedBecause, maxFollowUpTextLengths.inMenus))})`
      : ''
    return `${labelOf(followUp)} ${followUpStateNames[followUp.state]}${why}: ~${escapeFollowUpText(clipFollowUpText(followUp, maxFollowUpTextLengths.inMenus)).replaceAll('~', '-')}~`
  })
  return [contextBlock(lines.join('\n')), actionRowBlock(followUpMenu('Reopen', followUpActions.reopen, shown))]
}

/** A menu of the follow-ups in one state; empty if there are none. */
function stateMenus(
  label: string,
  action: Action<{ id: string }>,
  among: readonly FollowUp[],
  state: FollowUp['state'],
): ControlElement[] {
  const own = among.filter((followUp) => followUp.state === state)
  return own.length > 0 ? [followUpMenu(label, action, own)] : []
}

const followUpMenu = (label: string, action: Action<{ id: string }>, among: readonly FollowUp[]): ControlElement =>
  selectMenu(label, action, {
    incidentId: among[0]?.incidentId ?? '',
    options: among.map((followUp) => ({
      label: `${labelOf(followUp)} ${followUp.text || '(from a message)'}`,
      about: { id: followUp.id },
    })),
  })

/** Edits every field of a follow-up that people may change by hand. */
export function editFollowUpModal(followUp: FollowUp, channelId: string | undefined): Modal {
  const { text, ownerId, owner, dueOn, kind, link } = followUp
  return modalOf(followUpModals.edit, followUp, {
    title: `Follow-up ${labelOf(followUp)}`,
    submit: 'Save',
    ...(channelId && { channelId }),
    inputs: [
      { name: 'text', label: 'What is to be done?', kind: 'long', max: longestFollowUp, initial: text },
      {
        name: 'person',
        label: 'Who answers for it?',
        kind: 'person',
        optional: true,
        ...(ownerId && { initial: ownerId }),
      },
      {
        name: 'team',
        label: 'Or a team',
        kind: 'text',
        max: 80,
        optional: true,
        ...(owner && { initial: owner }),
      },
      {
        name: 'due',
        label: 'By when?',
        kind: 'text',
        max: 40,
        optional: true,
        hint: 'next friday, in 2 weeks, end of month, 1 Dec, 2026-12-01',
        ...(dueOn && { initial: sayDay(dueOn) }),
      },
      {
        name: 'kind',
        label: 'What does it do?',
        kind: 'choice',
        options: followUpKinds.map((value) => ({ value, label: kindMeanings[value] })),
        optional: true,
        ...(kind && { initial: kind }),
      },
      {
        name: 'link',
        label: 'Link',
        kind: 'text',
        max: 500,
        optional: true,
        hint: 'The ticket, for example',
        ...(link && { initial: link }),
      },
    ],
  })
}

const kindMeanings = {
  prevent: 'Prevent: it cannot happen again',
  detect: 'Detect: we notice sooner',
  mitigate: 'Mitigate: it hurts less',
  process: 'Process: we respond better',
}

export const dropFollowUpModal = (followUp: FollowUp, channelId: string | undefined): Modal =>
  modalOf(followUpModals.drop, followUp, {
    title: `Drop ${labelOf(followUp)}`,
    submit: 'Drop',
    ...(channelId && { channelId }),
    note: `*${labelOf(followUp)}* ${escapeFollowUpText(followUp)}`,
    inputs: [{ name: 'because', label: 'Why will it not be done?', kind: 'long', max: 500 }],
  })
