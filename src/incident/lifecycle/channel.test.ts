import { describe, expect, it } from 'vitest'
import {
  ana,
  ben,
  callsOf,
  changed,
  contextAt,
  decided,
  holding,
  linesOf,
  refusalOf,
  start,
  stateWith,
} from '../../../test/support/situation.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallCompleted, CallOutcome } from '../../core/outbox/outcome.ts'
import { channelAssigned } from './changes.ts'
import { handleChannelCallCompleted, resumeWhenBotJoins, retryChannelCreation } from './channel.ts'

const create: Send = {
  to: { incident: 'incident' },
  call: { do: 'create_channel', name: 'inc-12', isPrivate: false, entryId: 'e1' },
  tell: { person: ana.id },
}
const completed = (outcome: CallOutcome, send: Send = create): CallCompleted => ({
  type: 'callCompleted',
  outboxCallId: 'd1',
  incidentId: 'incident',
  send,
  attempts: 1,
  createdAt: start,
  outcome,
})
const created: CallOutcome = { kind: 'done', result: { got: 'channel', id: 'CNEW', name: 'inc-12-2' } }
const links = {
  linkTo: (channelId: string, ts: bigint) => `https://x/${channelId}/p${ts}`,
  announcement: null,
}
const handle = (given: CallCompleted, state = stateWith({ incident: { channelId: null } }), content = {}) =>
  handleChannelCallCompleted({ ...contextAt(0, content), state }, given, links)

describe('the incident channel', () => {
  it('is recorded under the name Slack gave it', () => {
    expect(changed(handle(completed(created)), channelAssigned)).toMatchObject([
      { incidentId: 'incident', channelId: 'CNEW', channelName: 'inc-12-2' },
    ])
  })

  it('starts with invitations, the topic and the incident post, in this order', () => {
    const decision = handle(completed(created))
    expect(callsOf(decision)).toEqual(['invite', 'set_topic', 'refresh'])
    expect(decision.send[0]).toMatchObject({ call: { people: [ana.id] }, tell: { person: ana.id } })
    expect(decision.send[2]).toMatchObject({
      call: { liveMessage: 'opening', entryId: 'e1', bookmark: 'Start of INC-12' },
    })
  })

  it('invites the role holders when it is created late', () => {
    const roles = [holding('commander', ben.id), holding('owner', ana.id)]
    const late = stateWith({ incident: { channelId: null }, roles })
    const decision = handle(completed(created), late)
    expect(decision.send[0]).toMatchObject({ call: { people: [ana.id, ben.id] } })
    expect(callsOf(decision)).toEqual(['invite', 'set_topic', 'refresh'])
  })

  it('is linked from the announcement, and bookmarks that instead of its start', () => {
    const decision = handle(completed(created), undefined, { announcementChannel: 'CNEWS' })
    expect(decision.send.at(-1)).toMatchObject({ to: { channel: 'CNEWS' }, call: { liveMessage: 'announcement' } })
    expect(JSON.stringify(decision.send)).not.toContain('Start of INC-12')
  })

  it('leaves the incident unaffected when Slack refuses it, and offers to try again', () => {
    const decision = handle(completed({ kind: 'refused', error: 'restricted_action' }))
    expect(decision.changes).toEqual([])
    expect(decision.send[0]?.to).toEqual({ person: ana.id })
    expect(linesOf(decision)[0]).toBe('INC-12 is declared, but has no channel')
    expect(JSON.stringify(decision.send)).toContain('A workspace setting forbids it')
    expect(JSON.stringify(decision.send)).toContain('incident.make_channel')
  })

  it('bookmarks a message when it is first posted, not when it is edited', () => {
    const message = { got: 'message' as const, channelId: 'CNEW', ts: 5n, created: true }
    const there = stateWith()
    const post: Send = { ...create, call: { do: 'refresh', liveMessage: 'announcement', bookmark: 'Announcement' } }
    expect(handle(completed({ kind: 'done', result: message }, post), there).send).toMatchObject([
      { call: { do: 'add_bookmark', title: 'Announcement', link: 'https://x/CNEW/p5' } },
    ])
    const edited: CallOutcome = { kind: 'done', result: { ...message, created: false } }
    expect(handle(completed(edited, post), there).send).toEqual([])
  })

  it('adds the bookmark of an announcement posted before it', () => {
    const announcement = { channelId: 'CNEWS', messageTs: 7n }
    const state = stateWith({ incident: { channelId: null } })
    const decision = handleChannelCallCompleted({ ...contextAt(0), state }, completed(created), {
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
    expect(handle(completed({ kind: 'done', result: message }, post)).send).toEqual([])
  })

  it('keeps its members, topic and bookmarks if it existed before, and has its recent history read', () => {
    const join: Send = { ...create, call: { do: 'join_channel', entryId: 'e1' } }
    const here = stateWith({ incident: { here: true, channelId: 'COPS', channelName: null } })
    expect(callsOf(handle(completed(created, join), here))).toEqual(['refresh', 'read_messages'])
  })

  it.each<[string, CallOutcome]>([
    ['a call to be retried', { kind: 'later', why: 'x' }],
    ['a call without a result', { kind: 'done', result: { got: 'nothing' } }],
  ])('ignores %s', (_, outcome) => {
    expect(handle(completed(outcome))).toEqual({ changes: [], send: [] })
  })
})

describe('retrying the channel', () => {
  it('requests the channel again', () => {
    const state = stateWith({ incident: { channelId: null } })
    expect(callsOf(decided(retryChannelCreation({ ...contextAt(5), state, by: ben }, 'e1')))).toEqual([
      'create_channel',
    ])
  })

  it('is refused when there is a channel already', () => {
    expect(refusalOf(retryChannelCreation({ ...contextAt(5), state: stateWith(), by: ben }, 'e1'))).toBe(
      'INC-12 has its channel: <#CINC>',
    )
  })
})

describe('the bot joining a channel', () => {
  const here = { here: true, channelId: 'COPS', channelName: null }

  it('retries the join that failed at the declaration', () => {
    expect(callsOf(resumeWhenBotJoins(stateWith({ incident: here }), 'e1'))).toEqual(['join_channel'])
  })

  it.each([
    ['it had joined before', { ...here, channelName: 'ops' }],
    ['it created', { here: false }],
  ])('does nothing in a channel %s', (_, incident) => {
    expect(resumeWhenBotJoins(stateWith({ incident }), 'e1').send).toEqual([])
  })
})
