import { incidentHeadline } from '../core/incident/lines.ts'
import { incidentReference } from '../core/incident/model.ts'
import {
  actionRowBlock,
  blocksMessage,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../messages/blocks.ts'
import { button } from '../messages/controls.ts'
import { clipText, escapeMrkdwn } from '../messages/mrkdwn.ts'
import { countDaysBetween, dayAt } from '../platform/time/calendar.ts'
import { sayDay } from '../platform/time/when.ts'
import { followUpActions } from './controls.ts'
import { escapeFollowUpText, findOwnerName } from './lines.ts'
import { type FollowUp, followUpStateNames, labelOf, type OwedFollowUp } from './model.ts'
import { findReminderZone } from './schedule.ts'
import type { FollowUpsState } from './state.ts'
import { progressButton } from './view.ts'

/** How many follow-ups get buttons and how many characters of each are shown, to fit one Slack message. */
const maxRemindersWithButtons = 6
const maxReminderTextLength = 150

/** The private reminder of one person's follow-ups. */
export function reminderFor(owed: readonly OwedFollowUp[], { zones }: FollowUpsState, now: Date): SlackMessage {
  const lines = owed.map(({ followUp, incident }) => {
    const place = incident.channelId ? ` · <#${incident.channelId}>` : ''
    const drill = incident.mode === 'drill' ? ' · drill' : ''
    return followUpReminderBlocks(
      followUp,
      dueIn(followUp, findReminderZone({ zones, incident }, followUp), now),
      `${incidentHeadline(incident)}${drill}${place}`,
    )
  })
  const [first] = owed
  const title =
    owed.length === 1 && first ? `A follow-up of yours: ${first.followUp.text}` : `${owed.length} follow-ups of yours`
  return blocksMessage(
    title,
    ...lines.slice(0, maxRemindersWithButtons).flat(),
    ...moreFollowUpsBlocks(owed.length - maxRemindersWithButtons),
  )
}

/** The channel's reminder of follow-ups that cannot be sent to a person. It pings nobody. */
export function reminderToAll(state: FollowUpsState, due: readonly FollowUp[], now: Date): SlackMessage {
  const lines = due.map((followUp) => {
    const owner = findOwnerName(state, followUp)
    const whose = owner ? `for ${escapeMrkdwn(owner)}` : 'nobody owns it'
    return followUpReminderBlocks(followUp, dueIn(followUp, findReminderZone(state, followUp), now), whose)
  })
  const title = `Follow-ups of ${incidentReference(state.incident)} are due: ${due.map(labelOf).join(', ')}`
  return blocksMessage(
    title,
    ...lines.slice(0, maxRemindersWithButtons).flat(),
    ...moreFollowUpsBlocks(due.length - maxRemindersWithButtons),
  )
}

function followUpReminderBlocks(followUp: FollowUp, due: string, about: string): SlackBlock[] {
  const to = { incidentId: followUp.incidentId, id: followUp.id }
  const begun = followUp.state === 'in_progress' ? ' (in progress)' : ''
  const line = `*${labelOf(followUp)}* ${due}${begun}: ${escapeFollowUpText({ text: clipText(followUp.text, maxReminderTextLength) })}\n${about}`
  const buttons = [
    button('Done', followUpActions.done, to, 'primary'),
    progressButton(followUp),
    button('Snooze to tomorrow', followUpActions.snooze, to),
    button('Edit', followUpActions.edit, to),
  ]
  return [sectionBlock(line), actionRowBlock(...buttons)]
}

const moreFollowUpsBlocks = (count: number): SlackBlock[] =>
  count > 0 ? [contextBlock(`… and ${count} more: my Home lists them.`)] : []

/** For example `is due today` or `was due on Fri, 6 Mar 2026, 3 days ago`. */
function dueIn({ dueOn, state }: FollowUp, zone: string, now: Date): string {
  if (!dueOn) return `is ${followUpStateNames[state]}`
  const days = countDaysBetween(dueOn, dayAt(now, zone))
  if (days <= 0) return 'is due today'
  return `was due on ${sayDay(dueOn)}, ${days === 1 ? 'yesterday' : `${days} days ago`}`
}
