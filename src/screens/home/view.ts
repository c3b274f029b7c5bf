import { type Incident, incidentReference } from '../../core/incident/model.ts'
import { followUpActions } from '../../follow-ups/controls.ts'
import { findOwnerName } from '../../follow-ups/lines.ts'
import type { FollowUp } from '../../follow-ups/model.ts'
import { openFollowUpLine, progressButton } from '../../follow-ups/view.ts'
import { overallLine } from '../../investigation/stats/view.ts'
import {
  actionRowBlock,
  type ControlElement,
  contextBlock,
  headerBlock,
  packedSectionBlocks,
  type SlackBlock,
  sectionBlock,
  sectionWith,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { sayDay } from '../../platform/time/when.ts'
import { postMortemActions } from '../../postmortem/controls.ts'
import { homeActions } from './controls.ts'
import type { HomeState, OpenIncidentSummary, ReviewDue, Unpublished } from './model.ts'

/** How many open incidents and roles are listed; a hundred at once would help nobody. */
const maxOpenIncidents = 40

/** The blocks of the Home tab: open incidents, the viewer's roles and work, others' follow-ups and the statistics. */
export function homeBlocks(home: HomeState, command: string): SlackBlock[] {
  return [
    ...openIncidentBlocks(home, command),
    ...ownRoleBlocks(home),
    ...ownFollowUpBlocks(home),
    ...unpublishedBlocks(home),
    ...reviewDueBlocks(home),
    ...othersFollowUpBlocks(home, command),
    ...overallFigureBlocks(home),
  ]
}

function openIncidentBlocks({ open, names }: HomeState, command: string): SlackBlock[] {
  const lines = open.slice(0, maxOpenIncidents).map((one) => openLine(one, names))
  return [
    headerBlock('Open incidents'),
    ...(lines.length > 0 ? packedSectionBlocks(lines) : [sectionBlock('No incident is open.')]),
    ...moreItemsBlocks(open.length - maxOpenIncidents, `\`${command} list\` shows all.`),
    actionRowBlock(button('Declare incident', homeActions.declare, { incidentId: '' })),
  ]
}

function openLine(one: OpenIncidentSummary, names: HomeState['names']): string {
  const { incident, commander } = one
  const { severity, status, mode, declaredAt } = incident
  const facts = [
    `${incidentTitleText(incident)}`,
    `${severity} · ${status}${mode === 'drill' ? ' · drill' : ''}${incident.private ? ' · private' : ''}`,
    commander ? `commander ${escapeMrkdwn(names.get(commander) ?? commander)}` : 'nobody is commander',
    `declared ${slackTime(declaredAt, shortTime(declaredAt))}`,
    ...channelMentionParts(incident),
  ]
  return [facts.join(' · '), ...beliefOf(one)].join('\n')
}

function beliefOf({ believed, unexplained }: OpenIncidentSummary): string[] {
  const parts = [
    ...(believed === null ? [] : [`${believed.as}: “${escapeMrkdwn(clipText(believed.statement, 120))}”`]),
    ...(unexplained > 0 ? [`${unexplained} not explained`] : []),
  ]
  return parts.length > 0 ? [`      ${parts.join(' · ')}`] : []
}

const incidentTitleText = (incident: Pick<Incident, 'number' | 'title'>): string =>
  `*${incidentReference(incident)}* ${escapeMrkdwn(clipText(incident.title, 100))}`

const channelMentionParts = ({ channelId }: Pick<Incident, 'channelId'>): string[] =>
  channelId ? [`<#${channelId}>`] : []

function ownRoleBlocks({ open }: HomeState): SlackBlock[] {
  const withRole = open.filter((one) => one.held.length > 0)
  if (withRole.length === 0) return []
  const lines = withRole
    .slice(0, maxOpenIncidents)
    .map(({ incident, held: own }) => `${incidentTitleText(incident)} · you are ${own.join(', ')}`)
  return [headerBlock('Yours'), ...packedSectionBlocks(lines)]
}

function ownFollowUpBlocks(home: HomeState): SlackBlock[] {
  const { shown, total } = home.mine
  if (total === 0) return [headerBlock('Your follow-ups'), sectionBlock('None. Nothing waits for you.')]
  return [
    headerBlock('Your follow-ups'),
    ...shown.flatMap((followUp) => {
      const to = { incidentId: followUp.incidentId, id: followUp.id }
      return [
        sectionBlock(homeFollowUpLine(home, followUp)),
        actionRowBlock(
          button('Done', followUpActions.done, to),
          progressButton(followUp),
          button('Edit', followUpActions.edit, to),
        ),
      ]
    }),
    ...moreItemsBlocks(total - shown.length, 'They come up when these are done.'),
  ]
}

function othersFollowUpBlocks(home: HomeState, command: string): SlackBlock[] {
  const { shown, total } = home.others
  if (total === 0) return []
  const byOwner = [...Map.groupBy(shown, (followUp) => findOwnerName(home, followUp) ?? '')]
  const sorted = byOwner.toSorted(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b))
  return [
    headerBlock("Others' follow-ups"),
    ...sorted.flatMap(([, own]) => own.map((followUp) => withEdit(home, followUp))),
    ...moreItemsBlocks(total - shown.length, `\`${command} followup\` in an incident's channel shows all of it.`),
  ]
}

const withEdit = (home: HomeState, followUp: FollowUp): SlackBlock =>
  sectionWith(homeFollowUpLine(home, followUp), button('Edit', followUpActions.edit, followUp))

function homeFollowUpLine(home: HomeState, followUp: FollowUp): string {
  const from = home.origins.get(followUp.incidentId)
  const short = { ...followUp, text: clipText(followUp.text, 200) }
  const owned = followUp.ownerId || followUp.owner ? [] : ['nobody owns it']
  const place = from
    ? [`${incidentTitleText(from)}${from.mode === 'drill' ? ' · drill' : ''}`, ...channelMentionParts(from)]
    : []
  return `${[openFollowUpLine(home, short, home.today), ...owned].join(' · ')}\n${place.join(' · ')}`
}

function unpublishedBlocks({ unpublished: { shown, total } }: HomeState): SlackBlock[] {
  if (total === 0) return []
  return [
    headerBlock('Post-mortems to write'),
    ...shown.map((one) => sectionWith(unpublishedLine(one), postMortemButton(one))),
    ...moreItemsBlocks(total - shown.length, 'They come up when these are published.'),
  ]
}

function unpublishedLine(incident: Unpublished): string {
  const { closedAt, isInReview } = incident
  return [
    incidentTitleText(incident),
    ...(isInReview ? ['in review'] : []),
    ...(closedAt ? [`closed ${slackTime(closedAt, shortTime(closedAt))}`] : []),
    ...channelMentionParts(incident),
  ].join(' · ')
}

function reviewDueBlocks({ reviews: { shown, total } }: HomeState): SlackBlock[] {
  if (total === 0) return []
  const lineOfReview = (one: ReviewDue) =>
    [incidentTitleText(one), `due since ${sayDay(one.nextReviewOn)}`, ...channelMentionParts(one)].join(' · ')
  return [
    headerBlock('Post-mortems to look at again'),
    ...shown.map((one) => sectionWith(lineOfReview(one), postMortemButton(one))),
    ...moreItemsBlocks(total - shown.length, 'They come up when these are done.'),
  ]
}

const postMortemButton = ({ id }: Pick<Incident, 'id'>): ControlElement =>
  button('Post-mortem', postMortemActions.open, { incidentId: id, subject: 'post-mortem' })

function overallFigureBlocks({ overall }: HomeState): SlackBlock[] {
  const line = overallLine(overall)
  return line ? [contextBlock(line)] : []
}

const moreItemsBlocks = (count: number, where: string): SlackBlock[] =>
  count > 0 ? [contextBlock(`… and ${count} more. ${where}`.trim())] : []
