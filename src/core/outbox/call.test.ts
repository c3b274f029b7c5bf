import { describe, expect, it } from 'vitest'
import { blocksMessage } from '../../messages/blocks.ts'
import { type Call, laneOf, parseStoredSend, type Target } from './call.ts'

const post: Call = { do: 'post', message: blocksMessage('x') }
const fetchEntry: Call = {
  do: 'fetch_entry',
  entryId: 'e',
  ts: '1.1',
  thread: null,
  text: null,
  authorId: null,
}
const readMissed: Call = {
  do: 'read_messages',
  aim: 'start',
  from: '1.1',
  to: '2.2',
  thread: null,
  cursor: null,
  edge: '2.2',
  left: 100,
  threads: [],
}
const incident: Target = { incident: 'i' }
const ledger: Call = { do: 'refresh', liveMessage: 'ledger' }
const announcement: Call = { do: 'refresh', liveMessage: 'announcement' }

describe('the lane of a call', () => {
  it.each<[string, Target, Call, string]>([
    ['a post', incident, post, 'incident:i'],
    ['a private answer', incident, { do: 'post_ephemeral', to: 'U1', message: blocksMessage('x') }, 'incident:i'],
    ['an upload', incident, { do: 'upload', document: 'md', comment: '' }, 'incident:i'],
    [
      'the creation of the channel',
      incident,
      { do: 'create_channel', name: 'x', isPrivate: false, entryId: 'e' },
      'incident:i',
    ],
    ['the ledger', incident, ledger, 'incident:i'],
    ['a challenge', incident, { do: 'refresh', liveMessage: 'challenge:1' }, 'incident:i'],
    ['a post elsewhere', { channel: 'C1' }, post, 'channel:C1'],
    ['a direct message', { person: 'U1' }, post, 'person:U1'],
    ['the announcement', { channel: 'C1' }, announcement, 'announcement:channel:C1'],
    [
      'a post under the announcement',
      { channel: 'C1' },
      { do: 'post', message: blocksMessage('x'), under: 'announcement' },
      'announcement:channel:C1',
    ],
    ['a reminder', incident, { do: 'refresh', liveMessage: 'reminder:commander:1' }, 'incident:i'],
    ['a mark', incident, { do: 'react', ts: '1.1', name: 'memo' }, 'incident:i:marks'],
    ['the removal of a mark', incident, { do: 'unreact', ts: '1.1', name: 'memo' }, 'incident:i:marks'],
    ['a look-up', incident, fetchEntry, 'incident:i:fetch'],
    ['the canvas', incident, { do: 'canvas' }, 'incident:i:canvas'],
    ['a profile look-up', { person: 'U1' }, { do: 'fetch_person', id: 'U1' }, 'person:U1:fetch'],
    ['a read of missed events', incident, readMissed, 'incident:i:reading'],
    [
      'the search for fresh eyes',
      incident,
      { do: 'find_fresh_eyes', briefId: 'b', group: null, people: [], not: [] },
      'incident:i:fresh-eyes',
    ],
    [
      'a picture',
      incident,
      { do: 'copy_picture', pictureId: 'p', source: 'https://files.slack.com/a', most: 9 },
      'incident:i:pictures',
    ],
    ['a Home', { person: 'U1' }, { do: 'publish_home', workspaceId: 'T1', person: 'U1' }, 'person:U1:home'],
  ])('of %s', (_, to, call, lane) => {
    expect(laneOf({ to, call }, (name) => name.startsWith('announcement'))).toBe(lane)
  })
})

describe('a stored call', () => {
  const channel: Target = { channel: 'C1' }

  it('comes back as it was stored', () => {
    expect(parseStoredSend({ to: channel, call: fetchEntry, tell: { person: 'U1' } })).toEqual({
      to: channel,
      call: fetchEntry,
    })
  })

  it.each<[string, unknown, RegExp]>([
    ['a row that is no call', null, /expected object/],
    ['a call without a name', { to: channel, call: {} }, /at call\.do/],
    ['a target unknown to this release', { to: { planet: 'x' }, call: post }, /at to/],
    ['a call unknown to this release', { to: channel, call: { do: 'sing' } }, /^this release does not know .*"sing"$/],
    ['a call with a field missing', { to: channel, call: { do: 'react', ts: '1.1' } }, /^react: .*at name/s],
  ])('says what is wrong with %s', (_, stored, mismatch) => {
    expect(parseStoredSend(stored)).toEqual({ mismatch: expect.stringMatching(mismatch) })
  })
})
