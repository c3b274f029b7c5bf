import type { Settings } from '../config/settings.ts'
import type { Send, Told } from '../delivery/call.ts'
import type { Answered } from '../delivery/outcome.ts'
import { tellingWhoAsked } from '../delivery/tell.ts'
import { type Decision, nothing, type Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { holderOf } from '../role/model.ts'
import { sentence } from '../slack/blocks.ts'
import { announceTo } from './announce.ts'
import { channelName } from './channel-name.ts'
import { type Incident, reference } from './model.ts'
import { headline, noChannel } from './view.ts'

/** What follows when Slack has made the incident's channel, has refused to, or has shown its first message. */
export function channelArrived(
  state: IncidentState,
  { send, outcome }: Answered,
  { settings }: Moment,
  linkTo: (channelId: string, ts: bigint) => string | null,
): Decision {
  const { incident } = state
  if (send.call.do === 'create_channel' && outcome.kind === 'refused' && send.tell) {
    const sentence = `INC-${incident.number} is declared, but I couldn't create its channel. Once that is fixed:`
    return {
      changes: [],
      send: [
        {
          to: { person: send.tell.person },
          call: { do: 'post', message: noChannel(incident, sentence, send.call.entryId) },
        },
      ],
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
    const start =
      send.call.do === 'create_channel' ? opening(state, send.call.entryId, send.tell, settings) : []
    const told = send.tell ? tellingWhoAsked(start, send.tell) : start
    return { changes: [attached], send: [...told, ...announceTo(incident, settings)] }
  }
  const title = 'bookmark' in send.call ? send.call.bookmark : undefined
  const link =
    title && result.got === 'message' && result.created ? linkTo(result.channelId, result.ts) : null
  if (!title || !link) return nothing
  const bookmark = { do: 'add_bookmark', title, link } as const
  const told = send.tell ? { tell: send.tell } : {}
  return { changes: [], send: [{ to: { incident: incident.id }, call: bookmark, ...told }] }
}

/** What a channel begins with, in this order. */
function opening(
  { incident, roles, hypotheses }: IncidentState,
  entryId: string,
  tell: Told | undefined,
  settings: Settings,
): Send[] {
  const to = { incident: incident.id }
  const { declaredBy } = incident
  const people = [declaredBy, ...(tell ? [tell.person] : []), ...roles.map((role) => role.userId)]
  const bookmark = settings.announcementChannel ? {} : { bookmark: `Start of ${reference(incident)}` }
  return [
    { to, call: { do: 'invite', people: [...new Set(people)] }, ...(tell && { tell }) },
    { to, call: { do: 'set_topic' } },
    { to, call: { do: 'refresh', board: 'opening', entryId, ...bookmark }, ...(tell && { tell }) },
    ...(hypotheses.length > 0 ? [{ to, call: { do: 'refresh', board: 'ledger' } as const }] : []),
  ]
}

/** Asks for an incident's channel; what belongs in it follows once it stands. */
export function makeChannel(
  { id, number, title }: Pick<Incident, 'id' | 'number' | 'title'>,
  entryId: string,
  tell: Told,
  { channelPrefix }: Settings,
): Send {
  const name = channelName(channelPrefix, number, title)
  return { to: { incident: id }, call: { do: 'create_channel', name, isPrivate: false, entryId }, tell }
}

/** Tries once more to make the channel that could not be made. */
export function remakeChannel(
  { incident, roles }: IncidentState,
  entryId: string,
  by: Actor,
  { settings }: Moment,
): Decision | Refusal {
  if (incident.channelId)
    return { refusal: `${reference(incident)} has its channel: <#${incident.channelId}>` }
  const send = [makeChannel(incident, entryId, { person: by.id, channelId: undefined }, settings)]
  const again = holderOf(roles, 'commander') ? 'Trying again.' : 'Trying again. Nobody is commander yet.'
  return { changes: [], send, answer: { say: sentence(`${again} *${headline(incident)}*`) } }
}
