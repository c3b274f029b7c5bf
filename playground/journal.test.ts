import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openOffice } from './fixtures/office.ts'
import { Journal } from './journal.ts'

describe('the journal', () => {
  it('lists calls and deliveries in order, without tokens', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    await ana.say(ops.id, 'hello')
    await workspace.idle()
    await fetch(`${workspace.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token: workspace.botToken }),
    })
    await client.chat.postMessage({ channel: ops.id, text: `my token is ${workspace.botToken}` })
    await workspace.idle()
    expect(workspace.journal.entries().map((entry) => (entry.kind === 'call' ? entry.method : entry.type))).toEqual([
      'message',
      'auth.test',
      'chat.postMessage',
      'message',
    ])
    const path = join(tmpdir(), `journal-${process.pid}.jsonl`)
    await workspace.journal.writeTo(path)
    const written = await readFile(path, 'utf8')
    await rm(path)
    expect(written.trim().split('\n')).toHaveLength(4)
    for (const secret of [workspace.botToken, workspace.appToken, workspace.signingSecret])
      expect(written).not.toContain(secret)
    expect(written).not.toContain('playground-verification-token')
  })

  it('stores calls as they were made', async () => {
    const { client, workspace, ops } = await openOffice()
    const { ts = '' } = await client.chat.postMessage({ channel: ops.id, text: 'one' })
    await client.chat.update({ channel: ops.id, ts, text: 'two' })
    expect(workspace.journal.calls('chat.postMessage')).toMatchObject([
      { args: { text: 'one' }, result: { message: { text: 'one' } } },
    ])
  })

  it('drops the oldest entries', () => {
    const journal = new Journal({ now: () => 0 }, [])
    for (let count = 0; count <= 50_000; count += 1) journal.call({ method: 'x', args: {}, result: {}, status: 200 })
    expect(journal.entries().length).toBeLessThanOrEqual(50_000)
    expect(journal.dropped).toBeGreaterThan(0)
  })
})
