import { describe, expect, it } from 'vitest'
import { codeOf, type Office, openOffice } from '../fixtures/office.ts'

const at = (second: number) => `157306650${second}.000000`

async function fiveMessages(): Promise<Office> {
  const office = await openOffice()
  for (const second of [1, 2, 3, 4, 5]) await office.ana.say(office.ops.id, `m${second}`, { ts: at(second) })
  return office
}

describe('history', () => {
  it('comes newest first in pages that new messages do not shift', async () => {
    const { client, ana, ops } = await fiveMessages()
    const first = await client.conversations.history({ channel: ops.id, limit: 2 })
    expect(first.messages?.map((message) => message.text)).toEqual(['m5', 'm4'])
    await ana.say(ops.id, 'm6', { ts: at(6) })
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.history({ channel: ops.id, limit: 2, cursor })
    expect(second.messages?.map((message) => message.text)).toEqual(['m3', 'm2'])
    expect(second.has_more).toBe(true)
  })

  it.each([
    [{ oldest: at(2), latest: at(4) }, ['m3']],
    [{ oldest: at(2), latest: at(4), inclusive: true }, ['m4', 'm3', 'm2']],
    [{ latest: at(2), limit: 1, inclusive: true }, ['m2']],
    [{ latest: '1573066503.500000', limit: 1, inclusive: true }, ['m3']],
  ])('returns the messages in the range %o', async (range, texts) => {
    const { client, ops } = await fiveMessages()
    const { messages } = await client.conversations.history({ channel: ops.id, ...range })
    expect(messages?.map((message) => message.text)).toEqual(texts)
  })

  it('leaves out replies, so asking for a reply by its ts returns another message', async () => {
    const { client, ana, ops } = await fiveMessages()
    const ts = await ana.say(ops.id, 'reply', { thread: at(5), ts: at(7) })
    await ana.say(ops.id, 'loud', { thread: at(5), ts: at(8), broadcast: true })
    const { messages } = await client.conversations.history({
      channel: ops.id,
      latest: ts,
      limit: 1,
      inclusive: true,
    })
    expect(messages?.[0]?.text).toBe('m5')
    const all = await client.conversations.history({ channel: ops.id, limit: 1 })
    expect(all.messages?.[0]?.text).toBe('loud')
  })

  it('includes metadata only on request', async () => {
    const { client, ops } = await openOffice()
    const metadata = { event_type: 'line', event_payload: { key: 'k1' } }
    await client.chat.postMessage({ channel: ops.id, text: 'x', metadata })
    const plain = await client.conversations.history({ channel: ops.id })
    expect(plain.messages?.[0]).not.toHaveProperty('metadata')
    const full = await client.conversations.history({ channel: ops.id, include_all_metadata: true })
    expect(full.messages?.[0]?.metadata).toEqual(metadata)
  })
})

describe('replies', () => {
  it('come oldest first, with their parent on every page', async () => {
    const { client, ana, ops } = await fiveMessages()
    for (const second of [6, 7, 8]) await ana.say(ops.id, `r${second}`, { thread: at(1), ts: at(second) })
    const first = await client.conversations.replies({ channel: ops.id, ts: at(1), limit: 3 })
    expect(first.messages?.map((message) => message.text)).toEqual(['m1', 'r6', 'r7'])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.replies({ channel: ops.id, ts: at(1), limit: 3, cursor })
    expect(second.messages?.map((message) => message.text)).toEqual(['m1', 'r8'])
    expect(first.messages?.[0]).toMatchObject({ reply_count: 3, latest_reply: at(8), thread_ts: at(1) })
  })

  it('of a reply are that reply alone, and of an unknown message are refused', async () => {
    const { client, ana, ops } = await fiveMessages()
    const ts = await ana.say(ops.id, 'reply', { thread: at(1) })
    const { messages } = await client.conversations.replies({ channel: ops.id, ts })
    expect(messages?.map((message) => message.text)).toEqual(['reply'])
    expect(await codeOf(client.conversations.replies({ channel: ops.id, ts: at(9) }))).toBe('thread_not_found')
  })
})
