import { type Decision, nothing } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { instantOf, type SeenMessage } from '../../core/record/model.ts'
import { type IncidentState, nameOf } from '../../core/state.ts'
import { actions, type Block, button, message, section, sectionWith } from '../../messages/blocks.ts'
import { clip, escapeMrkdwn, plainly, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { permalink } from '../../messages/permalink.ts'
import { proseIn } from '../../platform/text.ts'
import type { HandKind } from '../capture/by-hand.ts'
import { handKinds } from '../capture/by-hand.ts'
import { type Notice, notice, telling } from './notice.ts'

/** How many messages one review offers. */
const most = 8
const quoted = 280

/** A message that went by, with the names of the people in it. */
export interface Passed
  extends Pick<SeenMessage, 'channelId' | 'ts' | 'threadTs' | 'authorId' | 'authorName' | 'text'> {
  names: ReadonlyMap<string, string>
}

/** A message, and what it looks like. */
export interface Offer {
  passed: Passed
  noticed: Notice
}

/**
 * Offers what looks like lines of the timeline and nobody captured, the most telling first, to whoever answers for
 * the record; where nothing was missed, nothing is said.
 */
export function review(state: IncidentState, passed: readonly Passed[], closedBy: string): Decision {
  const offers = worthOffering(passed)
  if (offers.length === 0) return nothing
  const { roles, outside } = state
  const answerable = [holderOf(roles, 'commander'), holderOf(roles, 'owner'), closedBy]
  const person = answerable.find((one) => one !== undefined && !outside.has(one))
  if (!person) return nothing
  return { changes: [], send: [{ to: { person }, call: { do: 'post', message: offering(state, offers) } }] }
}

/** The messages that look like lines of the timeline, the most telling first. */
export function worthOffering(passed: readonly Passed[]): Offer[] {
  return passed
    .flatMap((message) => {
      const noticed = notice(message.text)
      return noticed && noticed.score >= telling ? [{ passed: message, noticed }] : []
    })
    .sort((a, b) => b.noticed.score - a.noticed.score || Number(a.passed.ts - b.passed.ts))
    .slice(0, most)
}

function offering(state: IncidentState, offers: readonly Offer[]) {
  const { incident } = state
  const many = offers.length > 1
  const title = `${incidentReference(incident)} is closed. ${many ? `${offers.length} messages look like lines of its timeline and are` : 'One message looks like a line of its timeline and is'} not on it.`
  const all = button(`Add all ${offers.length}`, 'timeline.add_noticed', {
    incidentId: incident.id,
    about: packNoticed(offers.map(asNoticed)),
  })
  return message(
    title,
    section(title),
    ...offers.map((offer) => row(state, offer)),
    ...(many ? [actions(all)] : []),
  )
}

function row(state: IncidentState, { passed, noticed }: Offer): Block {
  const { ts, channelId, threadTs } = passed
  const { author, words } = saidIn(state, passed)
  const when = slackTime(instantOf(ts), shortTime(instantOf(ts)))
  const link = permalink(state.workspaceUrl, { channelId, messageTs: ts, threadTs })
  const source = link ? ` · <${link}|message>` : ''
  const why = escapeMrkdwn(clip(noticed.reasons.join('; '), quoted))
  const add = button(`Add as ${noticed.kind}`, 'timeline.add_noticed', {
    incidentId: state.incident.id,
    about: packNoticed([asNoticed({ passed, noticed })]),
  })
  return sectionWith(`${when} · ${escapeMrkdwn(author)}: ${escapeMrkdwn(words)}\n_${why}_${source}`, add)
}

/** Who wrote it, and what it says, in one line of plain text. */
export function saidIn(state: IncidentState, { authorId, authorName, names, text }: Passed) {
  const author = authorName ?? (authorId && names.get(authorId)) ?? nameOf(state, authorId)
  return { author, words: clip(proseIn(plainly(text, names)), quoted) }
}

/** A message that was offered, and what it was offered as. */
export interface Noticed {
  channelId: string
  ts: bigint
  kind: HandKind
}

export const asNoticed = ({ passed: { channelId, ts }, noticed: { kind } }: Offer): Noticed => ({
  channelId,
  ts,
  kind,
})

export const packNoticed = (noticed: readonly Noticed[]): string =>
  noticed.map(({ channelId, ts, kind }) => `${kind}:${channelId}:${ts}`).join(' ')

/** What a button of the review offers, or boxes that were ticked. */
export function unpackNoticed(about: string): Noticed[] {
  return about.split(/[ ,]/).flatMap((packed) => {
    const [given, channelId = '', ts = ''] = packed.split(':')
    const kind = handKinds.find((known) => known === given)
    return kind && channelId && /^\d{1,16}$/.test(ts) ? [{ kind, channelId, ts: BigInt(ts) }] : []
  })
}
