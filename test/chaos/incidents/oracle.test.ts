import { describe, expect, it } from 'vitest'
import type { Deed, DeedKind } from './deeds.ts'
import { findingsIn } from './oracle.ts'
import type { Post, Records } from './records.ts'

const did = (kind: DeedKind, word: string, more: Partial<Deed> = {}): Deed => ({
  kind,
  word,
  by: 'ana',
  isAcknowledged: true,
  ...more,
})

const deeds = [
  did('log', 'w1'),
  did('hypothesis', 'w2'),
  did('rule-out', 'w3'),
  did('follow-up', 'w4'),
  did('mention', 'w5', { ts: '5.0', isAcknowledged: false }),
  did('log', 'w6', { isUndone: true }),
  did('deleted', 'w7', { ts: '7.0', isAcknowledged: false }),
]

const entry = (kind: string, text: string, more: Partial<Records['entries'][number]> = {}) => ({
  id: text,
  kind,
  text,
  state: 'shown',
  messageTs: null,
  isDeleted: false,
  ...more,
})

let posted = 0
const post = (plain: string, more: Partial<Post> = {}): Post => ({
  ts: `${++posted}.0`,
  channel: 'CINC',
  thread: null,
  plain,
  key: `key ${posted}`,
  isFile: false,
  board: null,
  ...more,
})

/** The records of a correct run. */
const truth: Records = {
  entries: [
    entry('note', 'w1 was seen'),
    entry('hypothesis', 'w2 is to blame'),
    entry('evidence', 'Ruled out: w3. no sign of it'),
    entry('note', 'w5 was mentioned'),
    entry('note', 'w6 was seen', { state: 'withdrawn' }),
    entry('note', 'w7 is what I see', { messageTs: '70', isDeleted: true }),
    entry('observation', 'errors since noon', { messageTs: '80' }),
    entry('role', 'ana is commander'),
  ],
  followUps: ['w4 is raised'],
  hypotheses: [
    { statement: 'w2 is to blame', state: 'open' },
    { statement: 'w3', state: 'ruled_out' },
  ],
  briefs: ['sent'],
  unsent: [],
  incidents: 1,
  exported: ['w1 was seen', 'w2 is to blame', 'Ruled out: w3. no sign of it', 'w5 was mentioned'],
  posts: [
    post('INC-1', { board: 'opening' }),
    post('INC-1', { board: 'announcement', channel: 'CNEWS' }),
    post('*1. w2 is to blame* 2. ~w3~', { board: 'ledger' }),
    post('03:00 · w1 was seen · ana'),
    post('Hypothesis: *w2 is to blame* · ana'),
    post('*Ruled out:* w3 · ana: no sign of it'),
    post('Follow-up *F1* w4 is raised · ana'),
    post('03:00 · w5 was mentioned · ana'),
    post('03:00 · w6 was seen · ana'),
    post('ana took back: ~w6 was seen~'),
    post('*ana* is commander'),
    post('*Fresh eyes, please.*', { channel: 'DDANA' }),
    post('Draft', { isFile: true, key: null }),
  ],
  said: [
    { ts: '8.0', text: 'errors since noon', isCaptured: true, isMarked: true },
    { ts: '9.0', text: 'never mind', isCaptured: false, isMarked: false },
  ],
  whispers: ['ana: Evidence for w2', 'ana: hello', 'ana: hello'],
  channels: ['inc-1'],
  channel: 'CINC',
  drafts: ['# INC-1'],
  canvases: 1,
  heard: new Set(['app_mention 5.0', 'reaction_added 7.0']),
}

const look = (records: Records, isPrivate = false) =>
  findingsIn({ isPrivate }, { deeds, asksOutside: true }, records).map(({ kind }) => kind)

const lack = <T>(all: readonly T[], isIt: (one: T) => boolean): T[] => all.filter((one) => !isIt(one))
const twice = <T>(all: readonly T[], isIt: (one: T) => boolean): T[] => [...all, ...all.filter(isIt)]
const says =
  (words: string) =>
  ({ text = '', plain = '' }: { text?: string; plain?: string }): boolean =>
    `${text}${plain}`.includes(words)
const is =
  (name: string) =>
  ({ board }: Post): boolean =>
    board === name

describe('the oracle', () => {
  it('finds nothing wrong in a correct run', () => {
    expect(findingsIn({ isPrivate: false }, { deeds, asksOutside: true }, truth)).toEqual([])
  })

  const lies: [kind: string, what: string, (records: Records) => Partial<Records>][] = [
    ['lost', 'an entry is gone', ({ entries }) => ({ entries: lack(entries, says('w1')) })],
    ['doubled', 'an entry is there twice', ({ entries }) => ({ entries: twice(entries, says('w1')) })],
    ['lost', 'a line is gone', ({ posts }) => ({ posts: lack(posts, says('· w1')) })],
    ['doubled', 'a line is there twice', ({ posts }) => ({ posts: twice(posts, says('· w1')) })],
    [
      'doubled',
      'a line was posted again under another key',
      ({ posts }) => ({ posts: [...posts, post('x · w1 was seen · ana')] }),
    ],
    ['lost', 'the JSON lacks a line', ({ exported }) => ({ exported: lack(exported, (text) => text.includes('w1')) })],
    ['doubled', 'the JSON contains a withdrawn entry', ({ exported }) => ({ exported: [...exported, 'w6 was seen'] })],
    ['lost', 'a follow-up is gone', () => ({ followUps: [] })],
    ['doubled', 'a follow-up is there twice', ({ followUps }) => ({ followUps: [...followUps, ...followUps] })],
    ['lost', 'a mention left no entry', ({ entries }) => ({ entries: lack(entries, says('w5')) })],
    ['lost', 'a hypothesis has no row', ({ hypotheses }) => ({ hypotheses: hypotheses.slice(1) })],
    ['lost', 'a ruling-out has no row', ({ hypotheses }) => ({ hypotheses: hypotheses.slice(0, 1) })],
    [
      'lost',
      'the ledger is old',
      ({ posts }) => ({ posts: posts.map((one) => (is('ledger')(one) ? { ...one, plain: 'w2' } : one)) }),
    ],
    ['wrong', 'the undo was not announced', ({ posts }) => ({ posts: lack(posts, says('took back')) })],
    ['lost', 'a captured message has no entry', ({ entries }) => ({ entries: lack(entries, says('errors')) })],
    [
      'wrong',
      'a captured message has no mark',
      ({ said }) => ({ said: said.map((one) => ({ ...one, isMarked: false })) }),
    ],
    [
      'wrong',
      'a message that is no longer captured is shown',
      ({ said }) => ({ said: said.map((one) => ({ ...one, isCaptured: false })) }),
    ],
    [
      'wrong',
      'an edit was not followed',
      ({ said }) => ({ said: said.map((one) => ({ ...one, text: 'errors since one' })) }),
    ],
    [
      'wrong',
      'a deletion was not followed',
      ({ entries }) => ({ entries: entries.map((one) => ({ ...one, isDeleted: false })) }),
    ],
    ['lost', 'the entry of a deleted message is gone', ({ entries }) => ({ entries: lack(entries, says('w7')) })],
    ['lost', 'a role has no line', ({ posts }) => ({ posts: lack(posts, says('is commander')) })],
    ['doubled', 'a second incident', () => ({ incidents: 2 })],
    ['doubled', 'a second channel', () => ({ channels: ['inc-1', 'inc-1-2'] })],
    ['doubled', 'the opening post twice', ({ posts }) => ({ posts: twice(posts, is('opening')) })],
    ['lost', 'no announcement', ({ posts }) => ({ posts: lack(posts, is('announcement')) })],
    ['lost', 'no ledger', ({ posts }) => ({ posts: lack(posts, is('ledger')) })],
    ['lost', 'no draft', () => ({ drafts: [] })],
    ['doubled', 'a second draft', () => ({ drafts: ['', ''] })],
    ['doubled', 'a second canvas', () => ({ canvases: 2 })],
    ['wrong', 'a post without a key', ({ posts }) => ({ posts: [...posts, post('hello', { key: null })] })],
    ['stuck', 'a row that failed', () => ({ unsent: [{ state: 'failed', do: 'post', error: 'no_channel' }] })],
    ['stuck', 'a row that is still queued', () => ({ unsent: [{ state: 'queued', do: 'post', error: null }] })],
    ['lost', 'nobody outside was asked', () => ({ briefs: [] })],
    ['lost', 'a brief was sent to nobody', ({ posts }) => ({ posts: lack(posts, says('Fresh eyes')) })],
    ['doubled', 'a brief was sent twice', ({ posts }) => ({ posts: twice(posts, says('Fresh eyes')) })],
    [
      'doubled',
      'an ephemeral message came twice',
      ({ whispers }) => ({ whispers: twice(whispers, (text) => text.includes('w2')) }),
    ],
  ]

  it.each(lies)('%s: %s', (kind, _what, lie) => {
    expect(look({ ...truth, ...lie(truth) })).toContain(kind)
  })

  it('a private incident is announced to nobody', () => {
    expect(look(truth, true)).toEqual(['doubled'])
    expect(look({ ...truth, posts: lack(truth.posts, is('announcement')) }, true)).toEqual([])
  })
})
