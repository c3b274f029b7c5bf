import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { MissedEvents } from '../timeline/missed-events/context.ts'
import type { MessagePosted } from './input.ts'
import type { SeenMessage } from './record/model.ts'
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
const spoke = (ts: bigint): MessagePosted => ({ type: 'messagePosted', ...found, message: message(ts) })
const missed: MissedEvents = {
  messages: [spoke(1n), spoke(2n), spoke(3n)],
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

/** Takes all of it, where these inputs fail so many times. */
async function taking(failures: Record<string, number>, isPassing = () => false) {
  const left = new Map(Object.entries(failures))
  const taken: string[] = []
  const logged: string[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void logged.push(line) })
  const take = async (input: Parameters<typeof nameOf>[0]) => {
    const name = nameOf(input)
    const more = left.get(name) ?? 0
    left.set(name, more - 1)
    if (more > 0) throw new Error('refused')
    taken.push(name)
  }
  const lost = await takeMissed(missed, { take, isPassing, log })
  return { lost, taken, logged }
}

const all = [...missed.messages, ...missed.changes].map(nameOf)

describe('what was missed', () => {
  it('is all taken', async () => {
    const { lost, taken, logged } = await taking({})
    expect(taken).toEqual(all)
    expect([lost, logged]).toEqual([[], []])
  })

  it('is tried again, behind the others', async () => {
    const { lost, taken, logged } = await taking({ 'messagePosted 1': 1, 'messageDeleted 4': 1 })
    expect(taken.toSorted()).toEqual(all.toSorted())
    expect(taken.slice(-2)).toEqual(['messagePosted 1', 'messageDeleted 4'])
    expect([lost, logged]).toEqual([[], []])
  })

  it.each([
    ['messagePosted 2', { channelId, ts: 2n, threadTs: 1n }],
    ['reactionChanged 2', { channelId, ts: 2n, threadTs: null }],
    ['messageDeleted 4', { channelId, ts: 4n, threadTs: null }],
    ['messageEdited 3', { channelId, ts: 3n, threadTs: 1n }],
  ])('loses only the message of what always fails: %s', async (name, expected) => {
    const { lost, taken, logged } = await taking({ [name]: 2 })
    expect(taken).toEqual(all.filter((other) => other !== name))
    expect(lost).toEqual([expected])
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('a message could not be put on record')
    expect(logged[0]).not.toContain('secret')
  })

  it('counts a message once, however much of it fails', async () => {
    const { lost } = await taking({ 'messagePosted 2': 2, 'reactionChanged 2': 2 })
    expect(lost).toMatchObject([{ ts: 2n }])
  })

  it.each(['messagePosted 2', 'reactionChanged 2'])(
    'is taken anew where the database was away from %s',
    async (name) => {
      await expect(taking({ [name]: 1 }, () => true)).rejects.toThrow('refused')
    },
  )
})
