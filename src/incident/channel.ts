import type { Call, Send } from '../delivery/call.ts'
import type { Answered } from '../delivery/outcome.ts'
import { type Decision, nothing, type Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { sentence } from '../slack/blocks.ts'
import { announceTo } from './announce.ts'
import { channelName } from './channel-name.ts'
import { holderOf, reference } from './model.ts'
import { headline, noChannel, openingPost } from './view.ts'

/** What follows when Slack has made the incident's channel, has refused to, or has shown its first message. */
export function channelArrived(
  state: IncidentState,
  { send, outcome }: Answered,
  { settings }: Moment,
  linkTo: (channelId: string, ts: bigint) => string | null,
): Decision {
  const { incident } = state
  if (send.call.do === 'create_channel' && outcome.kind === 'refused' && send.tell) {
    const sentence = `INC-${incident.number} stands, but it has no channel. When that is mended:`
    return {
      changes: [],
      send: [{ to: { person: send.tell.person }, call: post(noChannel(incident, sentence)) }],
    }
  }
  if (outcome.kind !== 'done') return nothing
  const { result } = outcome
  if (result.got === 'channel') {
    const { id: channelId, name } = result
    const attached = {
      type: 'incident.channel',
      incidentId: incident.id,
      channelId,
      channelName: name,
    } as const
    return { changes: [attached], send: announceTo(settings) }
  }
  const title = 'bookmark' in send.call ? send.call.bookmark : undefined
  const link =
    title && result.got === 'message' && result.created ? linkTo(result.channelId, result.ts) : null
  if (!title || !link) return nothing
  return { changes: [], send: [{ to: { incident: incident.id }, call: { do: 'add_bookmark', title, link } }] }
}

const post = (shown: ReturnType<typeof noChannel>): Call => ({ do: 'post', message: shown })

/** Tries once more to make the channel that could not be made, with everything that belongs in it at the start. */
export function remakeChannel(state: IncidentState, by: Actor, { settings }: Moment): Decision | Refusal {
  const { incident, roles, hypotheses } = state
  if (incident.channelId)
    return { refusal: `${reference(incident)} has its channel: <#${incident.channelId}>` }
  const to = { incident: incident.id }
  const tell = { person: by.id, channelId: undefined }
  const people = [...new Set([incident.declaredBy, by.id, ...roles.map((role) => role.userId)])]
  const name = channelName(settings.channelPrefix, incident.number, incident.title)
  const declarer = {
    id: incident.declaredBy,
    name: state.names.get(incident.declaredBy) ?? incident.declaredBy,
  }
  const send: Send[] = [
    { to, call: { do: 'create_channel', name, isPrivate: false }, tell },
    { to, call: { do: 'invite', people }, tell },
    { to, call: post(openingPost(incident, declarer, settings)) },
    ...(hypotheses.length > 0 ? [{ to, call: { do: 'refresh', board: 'ledger' } as const }] : []),
  ]
  const again = holderOf(roles, 'commander') ? 'Trying again.' : 'Trying again. Nobody is commander yet.'
  return { changes: [], send, answer: { say: sentence(`${again} *${headline(incident)}*`) } }
}
