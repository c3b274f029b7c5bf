import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { DecisionContext, WithActor } from '../../core/feature/context.ts'
import { incidentHeadline } from '../../core/incident/lines.ts'
import { type Incident, incidentReference, type Mode } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { FailureRecipient, Send } from '../../core/outbox/call.ts'
import { explainCallFailure } from '../../core/outbox/explain.ts'
import { withFailureRecipient } from '../../core/outbox/failure-recipient.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { readRange } from '../../core/outbox/read-messages.ts'
import type { Settings } from '../../core/settings.ts'
import type { IncidentState } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { recordMembersJoined } from '../members/members.ts'
import { refreshAnnouncement } from './announce.ts'
import { rangeBeforeDeclaration } from './backfill.ts'
import { channelAssigned } from './changes.ts'
import { channelName } from './channel-name.ts'
import { channelRefusedMessage } from './view.ts'

/** What is needed to bookmark messages in the channel. */
export interface ChannelBookmarkTargets {
  /** The permalink of a message; null while the workspace's URL is unknown. */
  linkTo(channelId: string, ts: bigint): string | null
  /** The announcement, if it was posted before the channel existed. */
  announcement: { channelId: string; messageTs: bigint } | null
}

/** Continues after Slack created or refused the incident's channel, or posted a message to be bookmarked in it. */
export function handleChannelCallCompleted(
  ctx: DecisionContext,
  completed: CallCompleted,
  links: ChannelBookmarkTargets,
): Decision {
  const { state } = ctx
  const { send, outcome } = completed
  if (send.call.do === 'create_channel' && outcome.kind === 'refused') return explainChannelRefusal(state, completed)
  if (outcome.kind !== 'done') return emptyDecision
  const { result } = outcome
  if (result.got === 'channel') return attachChannel(ctx, send, result, links)
  // Without a channel there is nowhere to put the bookmark yet: `attachChannel` adds it once the channel exists.
  if (result.got !== 'message' || !result.created || !state.incident.channelId) return emptyDecision
  if (!('bookmark' in send.call) || !send.call.bookmark) return emptyDecision
  const { channelId, ts } = result
  return requestBookmark(state.incident, send.call.bookmark, links.linkTo(channelId, ts), send.tell)
}

/** Tells the requester in one message why there is no channel, with a button to try again. */
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
  ctx: DecisionContext,
  { call, tell }: Send,
  { id: channelId, name }: { id: string; name: string },
  { linkTo, announcement }: ChannelBookmarkTargets,
): Decision {
  const { state } = ctx
  const { incident } = state
  const { settings, now } = ctx
  const starts = call.do === 'create_channel' || call.do === 'join_channel'
  const start = starts ? planChannelOpening(state, call.entryId, tell, settings) : []
  const past = call.do === 'join_channel' ? [readRange(rangeBeforeDeclaration(incident, channelId, now))] : []
  const announced =
    call.do === 'create_channel' && announcement ? linkTo(announcement.channelId, announcement.messageTs) : null
  const title = `Announcement of ${incidentReference(incident)}`
  return {
    changes: [
      channelAssigned({ incidentId: incident.id, channelId, channelName: name }),
      // The declarer counts as a member at once, everybody else when Slack accepts the invitation.
      ...recordMembersJoined(state, [incident.declaredBy], ctx).changes,
    ],
    send: [
      ...(tell ? withFailureRecipient(start, tell) : start),
      ...refreshAnnouncement(incident, settings),
      ...requestBookmark(incident, title, announced, tell).send,
      ...past,
    ],
  }
}

function requestBookmark(
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
 * The calls that open the incident's channel, in order. An existing channel keeps its members, topic and bookmarks, so
 * nothing has to be restored when the incident ends.
 */
function planChannelOpening(
  { incident, roles }: IncidentState,
  entryId: string,
  tell: FailureRecipient | undefined,
  settings: Settings,
): Send[] {
  const to = { incident: incident.id }
  const opening = { do: 'refresh', liveMessage: 'opening', entryId } as const
  const onFailure = tell && { tell }
  if (incident.here) return [{ to, call: opening, ...onFailure }]
  const people = [incident.declaredBy, ...(tell ? [tell.person] : []), ...roles.map((role) => role.userId)]
  const bookmark =
    settings.announcementChannel && !incident.private ? {} : { bookmark: `Start of ${incidentReference(incident)}` }
  return [
    { to, call: { do: 'invite', people: [...new Set(people)] }, ...onFailure },
    { to, call: { do: 'set_topic' } },
    { to, call: { ...opening, ...bookmark }, ...onFailure },
  ]
}

/** The name of the incident's channel. A drill has `drill` in it. */
export const incidentChannelName = (
  { number, title, mode }: Pick<Incident, 'number' | 'title' | 'mode'>,
  { channelPrefix }: Settings,
): string => channelName(channelPrefix, number, mode === 'drill' ? `drill ${title}` : title)

/**
 * Renames the channel when the mode changes to or from `drill`: a real incident must not run under a drill's name, nor
 * the reverse. A new title does not rename it, since people and their other tools know the channel by its name.
 */
export function renameChannelOnModeChange(incident: Incident, mode: Mode | undefined, settings: Settings): Send[] {
  const flips = mode !== undefined && (mode === 'drill') !== (incident.mode === 'drill')
  if (!flips || incident.here || !incident.channelId) return []
  const name = incidentChannelName({ ...incident, mode }, settings)
  return [{ to: { incident: incident.id }, call: { do: 'rename_channel', name } }]
}

/** The call that creates the incident's channel. The rest follows once Slack has created it. */
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

/** The call that joins the existing channel in which the incident was declared. */
export const requestChannelJoin = ({ id }: Pick<Incident, 'id'>, entryId: string, tell?: FailureRecipient): Send => ({
  to: { incident: id },
  call: { do: 'join_channel', entryId },
  ...(tell && { tell }),
})

/** Joins again once somebody has added the bot to an existing channel that it could not join at the declaration. */
export function resumeWhenBotJoins({ incident }: IncidentState, entryId: string | undefined): Decision {
  const awaited = incident.here && incident.channelName === null && entryId !== undefined
  return awaited ? { changes: [], send: [requestChannelJoin(incident, entryId)] } : emptyDecision
}

/** Requests the channel again after Slack refused it. Refused when there is one already. */
export function retryChannelCreation(
  { state: { incident, roles }, by, settings }: WithActor,
  entryId: string | undefined,
): Decision | Refusal {
  if (incident.channelId) return { refusal: `${incidentReference(incident)} has its channel: <#${incident.channelId}>` }
  if (!entryId) throw new Error('the incident has no declaration entry')
  const send = [requestChannelCreation(incident, entryId, { person: by.id }, settings)]
  const again = holderOf(roles, 'commander') ? 'Trying again.' : 'Trying again. Nobody is commander yet.'
  return { changes: [], send, answer: { say: sentenceMessage(`${again} *${incidentHeadline(incident)}*`) } }
}
