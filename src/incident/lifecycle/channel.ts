import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import { type Incident, incidentReference, type Mode } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import type { FailureRecipient, Send } from '../../core/outbox/call.ts'
import { explainCallFailure } from '../../core/outbox/explain.ts'
import { withFailureRecipient } from '../../core/outbox/failure-recipient.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { readRange } from '../../timeline/missed-events/walk.ts'
import { recordMembersJoined } from '../members/members.ts'
import { refreshAnnouncement } from './announce.ts'
import { rangeBeforeDeclaration } from './backfill.ts'
import { channelName } from './channel-name.ts'
import { channelRefusedMessage, incidentHeadline } from './view.ts'

/** Where messages stand that the channel is to lead to. */
export interface ChannelBookmarkTargets {
  linkTo(channelId: string, ts: bigint): string | null
  /** The announcement, where it came before the channel. */
  announcement: { channelId: string; messageTs: bigint } | null
}

/** What follows when Slack has made the incident's channel, has refused to, or has shown its first message. */
export function handleChannelCallCompleted(
  state: IncidentState,
  answered: CallCompleted,
  ctx: DecisionContext,
  links: ChannelBookmarkTargets,
): Decision {
  const { send, outcome } = answered
  if (send.call.do === 'create_channel' && outcome.kind === 'refused') return explainChannelRefusal(state, answered)
  if (outcome.kind !== 'done') return emptyDecision
  const { result } = outcome
  if (result.got === 'channel') return attachChannel(state, send, result, ctx, links)
  // Without a channel there is nothing to bookmark in: the channel, when it comes, fetches its bookmark itself.
  if (result.got !== 'message' || !result.created || !state.incident.channelId) return emptyDecision
  if (!('bookmark' in send.call) || !send.call.bookmark) return emptyDecision
  const { channelId, ts } = result
  return bookmarked(state.incident, send.call.bookmark, links.linkTo(channelId, ts), send.tell)
}

/** Whoever asked hears in one message why there is no channel, and how to try again. */
function explainChannelRefusal(
  { incident }: IncidentState,
  { send: { call, tell }, outcome }: CallCompleted,
): Decision {
  if (call.do !== 'create_channel' || outcome.kind !== 'refused' || !tell) return emptyDecision
  const why = explainCallFailure(call, outcome.error, outcome.needed)
  const message = channelRefusedMessage(incident, why, call.entryId)
  return { changes: [], send: [{ to: { person: tell.person }, call: { do: 'post', message } }] }
}

function attachChannel(
  state: IncidentState,
  { call, tell }: Send,
  { id: channelId, name }: { id: string; name: string },
  ctx: DecisionContext,
  { linkTo, announcement }: ChannelBookmarkTargets,
): Decision {
  const { incident } = state
  const { settings, now } = ctx
  const starts = call.do === 'create_channel' || call.do === 'join_channel'
  const start = starts ? beginning(state, call.entryId, tell, settings) : []
  const past = call.do === 'join_channel' ? readRange(rangeBeforeDeclaration(incident, channelId, now)) : []
  const announced =
    call.do === 'create_channel' && announcement ? linkTo(announcement.channelId, announcement.messageTs) : null
  const title = `Announcement of ${incidentReference(incident)}`
  return {
    changes: [
      { type: 'incident.channel', incidentId: incident.id, channelId, channelName: name },
      // Whoever declared it is in it at once; everybody else when Slack has taken the invitation.
      ...recordMembersJoined(state, [incident.declaredBy], ctx).changes,
    ],
    send: [
      ...(tell ? withFailureRecipient(start, tell) : start),
      ...refreshAnnouncement(incident, settings),
      ...bookmarked(incident, title, announced, tell).send,
      ...past,
    ],
  }
}

function bookmarked(
  { id }: Pick<Incident, 'id'>,
  title: string,
  link: string | null,
  tell: FailureRecipient | undefined,
): Decision {
  if (!link) return emptyDecision
  const bookmark = { do: 'add_bookmark', title, link } as const
  return { changes: [], send: [{ to: { incident: id }, call: bookmark, ...(tell && { tell }) }] }
}

/**
 * What the incident's channel begins with, in this order. In one that was there before, its members, topic and
 * bookmarks are its people's own: they are left as they are, and need no repair when the incident is over.
 */
function beginning(
  { incident, roles, hypotheses }: IncidentState,
  entryId: string,
  tell: FailureRecipient | undefined,
  settings: Settings,
): Send[] {
  const to = { incident: incident.id }
  const ledger = hypotheses.length > 0 ? [{ to, call: { do: 'refresh', liveMessage: 'ledger' } } as const] : []
  const opening = { do: 'refresh', liveMessage: 'opening', entryId } as const
  const told = tell && { tell }
  if (incident.here) return [{ to, call: opening, ...told }, ...ledger]
  const people = [incident.declaredBy, ...(tell ? [tell.person] : []), ...roles.map((role) => role.userId)]
  const bookmark =
    settings.announcementChannel && !incident.private ? {} : { bookmark: `Start of ${incidentReference(incident)}` }
  return [
    { to, call: { do: 'invite', people: [...new Set(people)] }, ...told },
    { to, call: { do: 'set_topic' } },
    { to, call: { ...opening, ...bookmark }, ...told },
    ...ledger,
  ]
}

/** What the channel of such an incident is called. */
export const incidentChannelName = (
  { number, title, mode }: Pick<Incident, 'number' | 'title' | 'mode'>,
  { channelPrefix }: Settings,
): string => channelName(channelPrefix, number, mode === 'drill' ? `drill ${title}` : title)

/**
 * A channel keeps its name when the title changes: people know it by that name, and so do their other tools. But a
 * real incident must not go on under the name of a drill, nor a drill under that of an incident.
 */
export function renameChannelOnModeChange(incident: Incident, mode: Mode | undefined, settings: Settings): Send[] {
  const flips = mode !== undefined && (mode === 'drill') !== (incident.mode === 'drill')
  if (!flips || incident.here || !incident.channelId) return []
  const name = incidentChannelName({ ...incident, mode }, settings)
  return [{ to: { incident: incident.id }, call: { do: 'rename_channel', name } }]
}

/** Asks for an incident's channel; what belongs in it follows once it stands. */
export function requestChannelCreation(
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'private' | 'mode'>,
  entryId: string,
  tell: FailureRecipient,
  settings: Settings,
): Send {
  const name = incidentChannelName(incident, settings)
  const call = { do: 'create_channel', name, isPrivate: incident.private, entryId } as const
  return { to: { incident: incident.id }, call, tell }
}

/** Comes into the channel that somebody declared the incident in. */
export const requestChannelJoin = ({ id }: Pick<Incident, 'id'>, entryId: string, tell?: FailureRecipient): Send => ({
  to: { incident: id },
  call: { do: 'join_channel', entryId },
  ...(tell && { tell }),
})

/** The bot was brought into the channel: what it could not post there before, it does now. */
export function resumeWhenBotJoins({ incident }: IncidentState, entryId: string | undefined): Decision {
  const awaited = incident.here && incident.channelName === null && entryId !== undefined
  return awaited ? { changes: [], send: [requestChannelJoin(incident, entryId)] } : emptyDecision
}

/** Tries once more to make the channel that could not be made. */
export function retryChannelCreation(
  { incident, roles }: IncidentState,
  entryId: string | undefined,
  by: Actor,
  { settings }: DecisionContext,
): Decision | Refusal {
  if (incident.channelId) return { refusal: `${incidentReference(incident)} has its channel: <#${incident.channelId}>` }
  if (!entryId) throw new Error('an incident without its declaration')
  const send = [requestChannelCreation(incident, entryId, { person: by.id }, settings)]
  const again = holderOf(roles, 'commander') ? 'Trying again.' : 'Trying again. Nobody is commander yet.'
  return { changes: [], send, answer: { say: sentenceMessage(`${again} *${incidentHeadline(incident)}*`) } }
}
