import { describe, expect, it } from 'vitest'
import { codeOf, openOffice } from './fixtures/office.ts'

describe('faults on demand', () => {
  it('a rate limit says when to retry, as many times as planned', async () => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.rateLimit('chat.postMessage', { seconds: 7, times: 2 })
    const post = () => client.chat.postMessage({ channel: ops.id, text: 'x' })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    await expect(post()).resolves.toMatchObject({ ok: true })
    expect(ops.messages()).toHaveLength(1)
    expect(workspace.journal.calls('chat.postMessage').map((call) => call.status)).toEqual([429, 429, 200])
  })

  it('a server error has no effect', async () => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.serverError('*')
    await expect(client.chat.postMessage({ channel: ops.id, text: 'x' })).rejects.toMatchObject({
      statusCode: 500,
    })
    expect(ops.messages()).toEqual([])
  })

  it('a dropped connection hides that the call took effect', async () => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.dropAfterEffect('chat.postMessage')
    await expect(client.chat.postMessage({ channel: ops.id, text: 'x' })).rejects.toThrow()
    expect(ops.messages()).toMatchObject([{ text: 'x' }])
    expect(workspace.journal.calls('chat.postMessage')).toMatchObject([{ status: 'dropped', result: { ok: true } }])
  })

  it('an error hides that the call took effect', async () => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.errorAfterEffect('chat.postMessage', 'internal_error')
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toBe('internal_error')
    expect(ops.messages()).toMatchObject([{ text: 'x' }])
    expect(workspace.journal.calls('chat.postMessage')).toMatchObject([{ status: 'denied', result: { ok: true } }])
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.md',
      length: 1,
    })
    workspace.faults.errorAfterEffect('files.upload', 'internal_error')
    expect((await fetch(upload_url, { method: 'POST', body: 'x' })).status).toBe(500)
    expect(await codeOf(client.files.completeUploadExternal({ files: [{ id: file_id }] }))).toBe('ok')
  })

  it.each([
    ['an error', { kind: 'error', code: 'internal_error' }, 'internal_error'],
    ['a server error', { kind: 'serverError' }, 'HTTP'],
    ['a broken connection', { kind: 'cutOff' }, 'request error'],
  ] as const)('%s in place of the answer of a call that took effect', async (_what, answer, seen) => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.interpose(() => ({ answer, effectAfter: 0 }))
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toContain(seen)
    expect(ops.messages()).toMatchObject([{ text: 'x' }])
    workspace.faults.interpose(undefined)
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'y' }))).toBe('ok')
  })

  it('a call takes effect after its client gave up', async () => {
    const { client, workspace, clock, ops } = await openOffice()
    workspace.faults.interpose(() => ({ answer: { kind: 'cutOff' }, effectAfter: 2_000 }))
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toContain('request error')
    expect(ops.messages()).toEqual([])
    clock.advance(2_000)
    await workspace.tick()
    expect(ops.messages()).toMatchObject([{ text: 'x' }])
    expect(workspace.journal.calls('chat.postMessage').map(({ status }) => status)).toEqual(['dropped', 'late'])
  })

  it('a call that lapsed has no effect', async () => {
    const { client, workspace, clock, ops } = await openOffice()
    workspace.faults.interpose(() => ({ answer: { kind: 'cutOff' }, effectAfter: 2_000, lapses: () => true }))
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toContain('request error')
    clock.advance(2_000)
    await workspace.tick()
    expect(ops.messages()).toEqual([])
  })

  it('a slow call takes effect and is answered later', async () => {
    const { client, workspace, clock, ops } = await openOffice()
    const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>()
    workspace.faults.interpose(() => {
      asked()
      return { effectAfter: 500 }
    })
    const posting = codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))
    await isAsked
    expect(ops.messages()).toEqual([])
    clock.advance(500)
    await workspace.tick()
    expect(await posting).toBe('ok')
  })

  it('a hanging call has no effect and blocks nobody', async () => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.hang('chat.postMessage')
    const hanging = client.chat.postMessage({ channel: ops.id, text: 'x' }).catch(() => 'ended')
    expect(await codeOf(client.auth.test())).toBe('ok')
    await workspace.idle()
    expect(ops.messages()).toEqual([])
    await workspace.close()
    expect(await hanging).toBe('ended')
  })

  it('any error code', async () => {
    const { client, workspace, ops } = await openOffice()
    workspace.faults.error('conversations.archive', 'restricted_action')
    expect(await codeOf(client.conversations.archive({ channel: ops.id }))).toBe('restricted_action')
    expect(await codeOf(client.conversations.archive({ channel: ops.id }))).toBe('ok')
  })

  it('Slack is down', async () => {
    const { client, workspace } = await openOffice()
    workspace.faults.down(true)
    await expect(client.auth.test()).rejects.toThrow()
    workspace.faults.down(false)
    expect(await codeOf(client.auth.test())).toBe('ok')
  })

  it.each([
    [true, 1],
    [false, 2],
  ])('events delivered twice, with the same id: %s', async (sameEventId, ids) => {
    const { workspace, app, ana, ops } = await openOffice()
    workspace.faults.duplicateDeliveries(1, { sameEventId })
    await ana.say(ops.id, 'twice')
    await ana.say(ops.id, 'once')
    await workspace.idle()
    const twice = app.heard.filter((one) => one.raw.includes('twice'))
    expect(twice).toHaveLength(2)
    expect(new Set(twice.map((one) => one.body.event_id)).size).toBe(ids)
    expect(twice.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, undefined])
    expect(app.heard).toHaveLength(3)
  })

  it('events that Slack gives up on are never delivered', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    workspace.faults.loseEvents(true)
    await ana.say(ops.id, 'lost')
    workspace.faults.loseEvents(false)
    await ana.say(ops.id, 'heard')
    await workspace.idle()
    expect(app.heard.map(({ raw }) => raw.includes('heard'))).toEqual([true])
  })

  it('an event leaves as late and as often as planned', async () => {
    const { workspace, app, clock, ana, ops } = await openOffice()
    const departures = [[300], [0, 500]]
    workspace.faults.interposeEvents(() => departures.shift() ?? [0])
    await ana.say(ops.id, 'late')
    await ana.say(ops.id, 'twice')
    await workspace.idle()
    expect(workspace.undelivered).toBe(2)
    for (const after of [300, 200]) {
      clock.advance(after)
      await workspace.tick()
    }
    expect(app.events().map(({ text }) => text)).toEqual(['twice', 'late', 'twice'])
    expect(workspace.undelivered).toBe(0)
  })

  it('events in another order, the same for the same seed', async () => {
    const orders = [await shuffledOrder(3), await shuffledOrder(3)]
    expect(orders[0]).toEqual(orders[1])
    expect(orders[0]).not.toEqual([...(orders[0] ?? [])].sort())
    expect(orders[0]).toHaveLength(20)
  })

  it('connections that break before the call takes effect', async () => {
    const { workspace, client, ops } = await openOffice()
    workspace.faults.cutOff('chat.postMessage')
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toContain('request error')
    expect(ops.messages()).toEqual([])
    const { upload_url = '' } = await client.files.getUploadURLExternal({ filename: 'a.md', length: 1 })
    workspace.faults.cutOff('files.upload')
    await expect(fetch(upload_url, { method: 'POST', body: 'x' })).rejects.toThrow()
    expect((await fetch(upload_url, { method: 'POST', body: 'x' })).status).toBe(200)
  })

  it('uploads that are never completed expire', async () => {
    const { workspace, client } = await openOffice()
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.md',
      length: 1,
    })
    await fetch(upload_url, { method: 'POST', body: 'x' })
    workspace.expireUploads()
    expect(await codeOf(client.files.completeUploadExternal({ files: [{ id: file_id }] }))).toBe('file_not_found')
    expect((await fetch(upload_url, { method: 'POST', body: 'x' })).status).toBe(404)
  })

  it('response URLs and downloads fail too', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    app.answer = () => 200
    await ana.command(ops.id, 'x')
    const url = String(app.heard[0]?.body.response_url)
    workspace.faults.dropAfterEffect('response_url')
    await expect(
      fetch(url, { method: 'POST', body: '{"text":"hi"}', headers: { 'content-type': 'application/json' } }),
    ).rejects.toThrow()
    expect(ana.ephemerals()).toMatchObject([{ text: 'hi' }])
    workspace.faults.serverError('response_url')
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(500)
  })
})

async function shuffledOrder(seed: number): Promise<string[]> {
  const { workspace, app, ana, ops } = await openOffice()
  app.answer = () => 200
  workspace.faults.reorderDeliveries(seed)
  for (let count = 10; count < 30; count += 1) await ana.say(ops.id, String(count))
  await workspace.idle()
  return workspace.journal.deliveries('message').map((one) => String((one.payload.event as { text: string }).text))
}
