import { reference } from '../core/incident/model.ts'
import type { IncidentState } from '../core/state.ts'
import { headline } from '../incident/lifecycle/view.ts'
import { actions, type Block, button, context, type Message, message, section } from '../messages/blocks.ts'
import { clip, escapeMrkdwn } from '../messages/mrkdwn.ts'
import { day } from '../platform/time/durations.ts'
import { sayDay, todayIn } from './due.ts'
import { type FollowUp, labelOf, type Owed, stateWords } from './model.ts'
import { ownerOf, textOf } from './say.ts'
import { zoneFor } from './schedule.ts'
import { progressButton } from './view.ts'

/** How many come with buttons of their own in one message, and how much of each: all of it is to fit. */
const most = 6
const longest = 150

/** What one person owes, privately. */
export function reminderFor(owed: readonly Owed[], { zones }: IncidentState, now: Date): Message {
  const lines = owed.map(({ followUp, incident }) => {
    const place = incident.channelId ? ` · <#${incident.channelId}>` : ''
    const drill = incident.mode === 'drill' ? ' · drill' : ''
    return shown(
      followUp,
      dueIn(followUp, zoneFor({ zones, incident }, followUp), now),
      `${headline(incident)}${drill}${place}`,
    )
  })
  const [first] = owed
  const title =
    owed.length === 1 && first
      ? `A follow-up of yours: ${first.followUp.text}`
      : `${owed.length} follow-ups of yours`
  return message(title, ...lines.slice(0, most).flat(), ...rest(owed.length - most))
}

/** What nobody in particular owes, as one message in the channel; it pings nobody. */
export function reminderToAll(state: IncidentState, due: readonly FollowUp[], now: Date): Message {
  const lines = due.map((followUp) => {
    const owner = ownerOf(state, followUp)
    const whose = owner ? `for ${escapeMrkdwn(owner)}` : 'nobody owns it'
    return shown(followUp, dueIn(followUp, zoneFor(state, followUp), now), whose)
  })
  const title = `Follow-ups of ${reference(state.incident)} are due: ${due.map(labelOf).join(', ')}`
  return message(title, ...lines.slice(0, most).flat(), ...rest(due.length - most))
}

function shown(followUp: FollowUp, due: string, about: string): Block[] {
  const to = { incidentId: followUp.incidentId, about: followUp.id }
  const begun = followUp.state === 'in_progress' ? ' (in progress)' : ''
  const line = `*${labelOf(followUp)}* ${due}${begun}: ${textOf({ text: clip(followUp.text, longest) })}\n${about}`
  const buttons = [
    button('Done', 'followup.done', to, 'primary'),
    progressButton(followUp),
    button('Snooze to tomorrow', 'followup.snooze', to),
    button('Edit', 'followup.edit', to),
  ]
  return [section(line), actions(...buttons)]
}

const rest = (count: number): Block[] =>
  count > 0 ? [context(`… and ${count} more: my Home lists them.`)] : []

/** `is due today`, `was due on Fri, 6 Mar 2026, 3 days ago`. */
function dueIn({ dueOn, state }: FollowUp, zone: string, now: Date): string {
  if (!dueOn) return `is ${stateWords[state]}`
  const days = Math.round((todayIn(zone, now).getTime() - dueOn.getTime()) / day)
  if (days <= 0) return 'is due today'
  return `was due on ${sayDay(dueOn)}, ${days === 1 ? 'yesterday' : `${days} days ago`}`
}
