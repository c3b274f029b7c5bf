import { describe, expect, it } from 'vitest'
import { blocksMessage, sectionBlock } from '../../messages/blocks.ts'
import { parseStoredSend } from './call.ts'
import { readFirstPage } from './read-messages.ts'
import type { Call, CallNamed } from './verbs.ts'

const to = { channel: 'C1' }
const fetchEntry = { do: 'fetch_entry', entryId: 'e', ts: '1.1', thread: '1.0', text: 'x', authorId: 'UANA' } as const
const withEverything: CallNamed = {
  create_channel: { do: 'create_channel', name: 'inc-1', isPrivate: false, entryId: 'e' },
  join_channel: { do: 'join_channel', entryId: 'e' },
  rename_channel: { do: 'rename_channel', name: 'inc-1' },
  invite: { do: 'invite', people: ['UANA'] },
  set_topic: { do: 'set_topic' },
  add_bookmark: { do: 'add_bookmark', title: 'a', link: 'https://example.com' },
  post: { do: 'post', message: blocksMessage('x', sectionBlock('y')), entryId: 'e', under: 'announcement' },
  post_ephemeral: { do: 'post_ephemeral', to: 'UANA', message: blocksMessage('x'), thread: '1.1', only: 'here' },
  refresh: { do: 'refresh', liveMessage: 'ledger', entryId: 'e', bookmark: 'Ledger', only: 'standing' },
  react: { do: 'react', ts: '1.1', name: 'memo' },
  unreact: { do: 'unreact', ts: '1.1', name: 'memo' },
  canvas: { do: 'canvas', only: 'standing' },
  upload: { do: 'upload', document: 'md', template: 'short', comment: '' },
  fetch_entry: { ...fetchEntry, names: ['UBEN'] },
  read_messages: { ...readFirstPage('start', 1n, 2n), threads: [{ ts: '1.1', latest: '1.2' }] },
  copy_picture: { do: 'copy_picture', pictureId: 'p', source: 'https://files.slack.com/a', most: 9 },
  fetch_person: { do: 'fetch_person', id: 'UANA' },
  find_fresh_eyes: { do: 'find_fresh_eyes', briefId: 'b', group: 'S1', people: ['UANA'], not: ['UBEN'] },
  publish_home: { do: 'publish_home', workspaceId: 'T1', person: 'UANA' },
}
const withLittle: Call[] = [
  { do: 'post', message: blocksMessage('x') },
  { do: 'post_ephemeral', to: 'UANA', message: blocksMessage('x') },
  { do: 'refresh', liveMessage: 'ledger' },
  { do: 'canvas' },
  { do: 'upload', document: 'json', comment: '' },
  { ...fetchEntry, entryId: null, thread: null, text: null, authorId: null },
  { do: 'find_fresh_eyes', briefId: 'b', group: null, people: [], not: [] },
]

const optional = [
  ...['post.entryId', 'post.under', 'post_ephemeral.thread', 'post_ephemeral.only', 'refresh.entryId'],
  ...['refresh.bookmark', 'refresh.only', 'canvas.only', 'upload.template', 'fetch_entry.names'],
]

describe('a stored call', () => {
  it.each([...Object.values(withEverything), ...withLittle])('is read back as it was: $do', (call) => {
    expect(parseStoredSend(JSON.parse(JSON.stringify({ to, call })))).toEqual({ to, call })
  })

  it.each([to, { person: 'UANA' }, { incident: '01900000-0000-7000-8000-000000000001' }])(
    'keeps its target %o',
    (to) => {
      expect(parseStoredSend({ to, call: { do: 'set_topic' } })).toEqual({ to, call: { do: 'set_topic' } })
    },
  )

  it.each(Object.values(withEverything))('is refused once a field that it needs is gone: $do', (call) => {
    const needed = Object.keys(call).filter((field) => !optional.includes(`${call.do}.${field}`))
    for (const field of needed) {
      const { [field]: _, ...rest }: Record<string, unknown> = call
      expect(parseStoredSend({ to, call: rest }), field).toHaveProperty('mismatch')
    }
  })
})
