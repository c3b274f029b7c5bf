import { describe, expect, it } from 'vitest'
import {
  ana,
  ben,
  callsOf,
  changed,
  decided,
  holding,
  hypothesisWith,
  linesOf,
  momentAt,
  refusalOf,
  start,
  stateWith,
} from '../../../test/support/situation.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallCompleted, CallOutcome } from '../../core/outbox/outcome.ts'
import { handleChannelCallCompleted, resumeWhenBotJoins, retryChannelCreation } from './channel.ts'

const create: Send = {
  to: { incident: 'incident' },
  call: { do: 'create_channel', name: 'inc-12', isPrivate: false, entryId: 'e1' },
  tell: { person: ana.id },
}
const answered = (outcome: CallOutcome, send: Send = create): CallCompleted => ({
  type: 'callCompleted',
  deliveryId: 'd1',
  incidentId: 'incident',
  send,
  attempts: 1,
  createdAt: start,
  outcome,
})
const made: CallOutcome = { kind: 'done', result: { got: 'channel', id: 'CNEW', name: 'inc-12-2' } }
const links = {
  linkTo: (channelId: string, ts: bigint) => `https://x/${channelId}/p${ts}`,
  announcement: null,
}
const arrived = (given: CallCompleted, state = stateWith({ incident: { channelId: null } }), content = {}) =>
  handleChannelCallCompleted(state, given, momentAt(0, content), links)

describe('the channel of an incident', () => {
  it('belongs to it from the moment Slack has made it, under the name it got', () => {
    expect(changed(arrived(answered(made)), 'incident.channel')).toMatchObject([
      { incidentId: 'incident', channelId: 'CNEW', channelName: 'inc-12-2' },
    ])
  })

  it('begins with its people, its topic and its first post, in this order', () => {
    const decision = arrived(answered(made))
    expect(callsOf(decision)).toEqual(['invite', 'set_topic', 'refresh'])
    expect(decision.send[0]).toMatchObject({ call: { people: [ana.id] }, tell: { person: ana.id } })
    expect(decision.send[2]).toMatchObject({
      call: { liveMessage: 'opening', entryId: 'e1', bookmark: 'Start of INC-12' },
    })
  })

  it('made late has everybody in it who took a part meanwhile, and the ledger', () => {
    const roles = [holding('commander', ben.id), holding('owner', ana.id)]
    const late = stateWith({ incident: { channelId: null }, roles, hypotheses: [hypothesisWith()] })
    const decision = arrived(answered(made), late)
    expect(decision.send[0]).toMatchObject({ call: { people: [ana.id, ben.id] } })
    expect(callsOf(decision)).toEqual(['invite', 'set_topic', 'refresh', 'refresh'])
  })

  it('is linked in the announcement, whose message it then has as its bookmark', () => {
    const decision = arrived(answered(made), undefined, { announcementChannel: 'CNEWS' })
    expect(decision.send.at(-1)).toMatchObject({ to: { channel: 'CNEWS' }, call: { liveMessage: 'announcement' } })
    expect(JSON.stringify(decision.send)).not.toContain('Start of INC-12')
  })

  it('that Slack refuses leaves the incident standing, and offers to try again', () => {
    const decision = arrived(answered({ kind: 'refused', error: 'restricted_action' }))
    expect(decision.changes).toEqual([])
    expect(decision.send[0]?.to).toEqual({ person: ana.id })
    expect(linesOf(decision)[0]).toBe('INC-12 is declared, but has no channel')
    expect(JSON.stringify(decision.send)).toContain('A workspace setting forbids it')
    expect(JSON.stringify(decision.send)).toContain('incident.make_channel')
  })

  it('is bookmarked with the message that stands for the incident, once', () => {
    const message = { got: 'message' as const, channelId: 'CNEW', ts: 5n, created: true }
    const there = stateWith()
    const post: Send = { ...create, call: { do: 'refresh', liveMessage: 'announcement', bookmark: 'Announcement' } }
    expect(arrived(answered({ kind: 'done', result: message }, post), there).send).toMatchObject([
      { call: { do: 'add_bookmark', title: 'Announcement', link: 'https://x/CNEW/p5' } },
    ])
    const edited: CallOutcome = { kind: 'done', result: { ...message, created: false } }
    expect(arrived(answered(edited, post), there).send).toEqual([])
  })

  it('made after its announcement fetches its bookmark then', () => {
    const announcement = { channelId: 'CNEWS', messageTs: 7n }
    const state = stateWith({ incident: { channelId: null } })
    const decision = handleChannelCallCompleted(state, answered(made), momentAt(0), {
      ...links,
      announcement,
    })
    expect(decision.send.at(-1)?.call).toEqual({
      do: 'add_bookmark',
      title: 'Announcement of INC-12',
      link: 'https://x/CNEWS/p7',
    })
    const message = { got: 'message' as const, channelId: 'CNEWS', ts: 7n, created: true }
    const post: Send = { ...create, call: { do: 'refresh', liveMessage: 'announcement', bookmark: 'Announcement' } }
    expect(arrived(answered({ kind: 'done', result: message }, post)).send).toEqual([])
  })

  it('that was there before keeps its members, its topic and its bookmarks; what was said just now is read', () => {
    const join: Send = { ...create, call: { do: 'join_channel', entryId: 'e1' } }
    const here = stateWith({ incident: { here: true, channelId: 'COPS', channelName: null } })
    expect(callsOf(arrived(answered(made, join), here))).toEqual(['refresh', 'read_messages'])
  })

  it.each<[string, CallOutcome]>([
    ['a call that is to be tried again', { kind: 'later', why: 'x' }],
    ['a call that came to nothing in particular', { kind: 'done', result: { got: 'nothing' } }],
  ])('has nothing to do with %s', (_, outcome) => {
    expect(arrived(answered(outcome))).toEqual({ changes: [], send: [] })
  })
})

describe('trying again', () => {
  it('asks for the channel once more', () => {
    const state = stateWith({ incident: { channelId: null } })
    expect(callsOf(decided(retryChannelCreation(state, 'e1', ben, momentAt(5))))).toEqual(['create_channel'])
  })

  it('is refused where the channel stands', () => {
    expect(refusalOf(retryChannelCreation(stateWith(), 'e1', ben, momentAt(5)))).toBe('INC-12 has its channel: <#CINC>')
  })
})

describe('brought into a channel', () => {
  const here = { here: true, channelId: 'COPS', channelName: null }

  it('the bot does what it could not do there before', () => {
    expect(callsOf(resumeWhenBotJoins(stateWith({ incident: here }), 'e1'))).toEqual(['join_channel'])
  })

  it.each([
    ['it has been in already', { ...here, channelName: 'ops' }],
    ['it made itself', { here: false }],
  ])('that %s, it has nothing to do', (_, incident) => {
    expect(resumeWhenBotJoins(stateWith({ incident }), 'e1').send).toEqual([])
  })
})
