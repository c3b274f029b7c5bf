import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { onlyLine, record } from '../../support/record.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const png = Buffer.from('89504e470d0a1a0a', 'hex')
const megabyte = 1024 * 1024

async function share(name: string, file: { bytes?: Buffer; statedSize?: number } = {}, text = '') {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  const ts = await office.ben.shareFile(channel.id, { name, bytes: png, ...file }, { text })
  await office.ana.react(channel.id, ts, 'mag')
  await office.quiet()
  return ts
}

const kept = async () => {
  const { pictures } = await onlyLine(office, channel)
  return pictures.map(({ name, state, size }) => `${name} ${state} ${size ?? ''}`.trim())
}

describe('failure 1: images are lost, or an image-only message breaks the timeline', () => {
  it('makes an image without text an entry of its own and stores a copy', async () => {
    const ts = await share('graph.png')
    const line = await onlyLine(office, channel)
    expect(line).toMatchObject({ kind: 'observation', state: 'shown', text: '', raw: '', author: 'ben' })
    expect(line.attachments).toMatchObject([{ kind: 'file', title: 'graph.png' }])
    const [picture] = await office.app.database.transact((tx) =>
      tx.picture.findMany({ where: { incident: { channelId: channel.id } } }),
    )
    expect(Buffer.from(picture?.bytes ?? []).equals(png)).toBe(true)
    expect(picture).toMatchObject({ state: 'kept', type: 'image/png', size: png.length })
    expect((await draftOf(office, channel)).timeline).toContainEqual(expect.stringContaining('📎 [graph.png]('))
    expect(ts).toBeTruthy()
  })

  it('stores every picture beside the text, and only names files that are not pictures', async () => {
    channel = await newIncident(office)
    await office.ben.join(channel.id)
    const ts = await office.ben.shareFile(channel.id, { name: 'a.jpg', bytes: png }, { text: 'before' })
    const log = await office.ben.shareFile(channel.id, { name: 'b.log' }, { text: 'the log' })
    for (const one of [ts, log]) await office.ana.react(channel.id, one, 'pushpin')
    await office.quiet()
    const lines = await record(office, channel)
    expect(lines.map(({ text, pictures }) => [text, pictures.length])).toEqual([
      ['before', 1],
      ['the log', 0],
    ])
  })

  it('never makes it public: the bot only reads it, with its own token', async () => {
    await share('secret.png')
    const methods = office.workspace.journal.calls().map(({ method }) => method)
    expect(methods.filter((method) => /public/i.test(method))).toEqual([])
    expect(await kept()).toEqual([`secret.png kept ${png.length}`])
  })

  it.each([
    ['larger than may be', 'big.png', { statedSize: 6 * megabyte }],
    ['larger than Slack says it is', 'liar.png', { bytes: Buffer.alloc(5 * megabyte + 1), statedSize: 10 }],
    ['of a kind that may hold scripts', 'drawing.svg', {}],
  ])('refuses one %s and keeps the entry', async (_, name, file) => {
    await share(name, file, 'look')
    expect(await kept()).toEqual([`${name} refused`])
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'look', state: 'shown' })
  })

  it('limits all pictures of an incident to 50 MB together', async () => {
    channel = await newIncident(office)
    await office.ben.join(channel.id)
    const shareNext = async (name: string) => {
      const ts = await office.ben.shareFile(channel.id, { name, bytes: Buffer.alloc(5 * megabyte) })
      await office.ana.react(channel.id, ts, 'pushpin')
      await office.quiet()
    }
    await shareNext('1.png')
    await office.app.database.prisma.picture.updateMany({
      where: { incident: { channelId: channel.id } },
      data: { size: 45 * megabyte },
    })
    await shareNext('2.png')
    await shareNext('3.png')
    const states = (await record(office, channel)).flatMap(({ pictures }) => pictures.map(({ state }) => state))
    expect(states).toEqual(['kept', 'kept', 'refused'])
  })

  it('does not take the sign-in page for a picture when the app may not read files', async () => {
    office.workspace.faults.revokeScope('files:read')
    await share('graph.png', {}, 'seen by all')
    office.workspace.faults.restoreScope('files:read')
    expect(await kept()).toEqual(['graph.png refused'])
  })

  it('retries later when the file server fails, without delaying any text', async () => {
    office.workspace.faults.serverError('files.download', 2)
    await share('graph.png')
    const ts = await office.ben.say(channel.id, 'ask <@UCLEO> about <#CNEWS>')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect((await record(office, channel)).map(({ text }) => text)).toEqual(['', 'ask @cleo about #incidents'])
    await office.pass(2)
    expect((await record(office, channel))[0]?.pictures).toEqual([
      { name: 'graph.png', state: 'kept', size: png.length },
    ])
  })
})
