import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { MessagePosted } from '../input.ts'
import type { SeenMessage } from '../record/model.ts'
import type { MissedEvents } from './missed-events.ts'
import { takeMissed } from './replay-missed.ts'

const channelId = 'CINC'
const found = { workspaceId: 'T1', incidentId: 'incident' }
const by = { id: 'UANA' }

const message = (ts: bigint): SeenMessage => ({
  channelId,
  ts,
  threadTs: 1n,
  authorId: by.id,
  authorName: null,
  text: `secret ${ts}`,
  content: [],
  editedTs: null,
  isTalk: true,
})
const posted = (ts: bigint): MessagePosted => ({ type: 'messagePosted', ...found, message: message(ts) })
const missed: MissedEvents = {
  messages: [posted(1n), posted(2n), posted(3n)],
  changes: [
    {
      type: 'reactionChanged',
      ...found,
      by,
      name: 'pushpin',
      present: true,
      channelId,
      messageTs: 2n,
      eventTs: 9n,
    },
    { type: 'messageDeleted', ...found, channelId, ts: 4n },
    { type: 'messageEdited', ...found, channelId, message: message(3n), changedTs: 5n, by },
  ],
}

const nameOf = (input: MissedEvents['messages'][number] | MissedEvents['changes'][number]): string =>
  `${input.type} ${'message' in input ? input.message.ts : 'ts' in input ? input.ts : input.messageTs}`

/** Replays all missed events. `failures` says how many times an input fails. */
async function replay(failures: Record<string, number>, isPassing = () => false) {
  const left = new Map(Object.entries(failures))
  const taken: string[] = []
  const logged: string[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void logged.push(line) })
  const take = async (input: Parameters<typeof nameOf>[0]) => {
    const name = nameOf(input)
    const remaining = left.get(name) ?? 0
    left.set(name, remaining - 1)
    if (remaining > 0) throw new Error('refused')
    taken.push(name)
  }
  const lost = await takeMissed(missed, { take, isPassing, log })
  return { lost, taken, logged }
}

const all = [...missed.messages, ...missed.changes].map(nameOf)

describe('missed events', () => {
  it('are all taken', async () => {
    const { lost, taken, logged } = await replay({})
    expect(taken).toEqual(all)
    expect([lost, logged]).toEqual([[], []])
  })

  it('are retried after all the others', async () => {
    const { lost, taken, logged } = await replay({ 'messagePosted 1': 1, 'messageDeleted 4': 1 })
    expect(taken.toSorted()).toEqual(all.toSorted())
    expect(taken.slice(-2)).toEqual(['messagePosted 1', 'messageDeleted 4'])
    expect([lost, logged]).toEqual([[], []])
  })

  it.each([
    ['messagePosted 2', { channelId, ts: 2n, threadTs: 1n }],
    ['reactionChanged 2', { channelId, ts: 2n, threadTs: null }],
    ['messageDeleted 4', { channelId, ts: 4n, threadTs: null }],
    ['messageEdited 3', { channelId, ts: 3n, threadTs: 1n }],
  ])('lose only the message of an input that keeps failing: %s', async (name, expected) => {
    const { lost, taken, logged } = await replay({ [name]: 2 })
    expect(taken).toEqual(all.filter((other) => other !== name))
    expect(lost).toEqual([expected])
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('could not record a missed message')
    expect(logged[0]).not.toContain('secret')
  })

  it('count a message as lost once, however many of its inputs fail', async () => {
    const { lost } = await replay({ 'messagePosted 2': 2, 'reactionChanged 2': 2 })
    expect(lost).toMatchObject([{ ts: 2n }])
  })

  it.each(['messagePosted 2', 'reactionChanged 2'])(
    'are left for the next attempt when the database is unavailable from %s',
    async (name) => {
      await expect(replay({ [name]: 1 }, () => true)).rejects.toThrow('refused')
    },
  )
})
