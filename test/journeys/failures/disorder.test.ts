import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../playground/workspace.ts'
import { anaReadsDrafts, newIncident } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { type Letter, Postman } from '../../support/postman.ts'
import { onlyLine, record } from '../../support/record.ts'

let office: Office
let channel: Channel
const postman = new Postman()
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  await office.workspace.connectHttp(await postman.open(`http://127.0.0.1:${office.app.port}/slack/events`))
})
beforeEach(async () => {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.quiet()
})
afterAll(async () => {
  await office.close()
  await postman.close()
})

/** The events that Slack sends for these actions, in order. */
async function letters(work: () => Promise<void>): Promise<Letter[]> {
  postman.hold()
  await work()
  await office.workspace.idle()
  return postman.collect()
}

async function bring(...order: (Letter | undefined)[]): Promise<void> {
  for (const letter of order) {
    if (letter) await postman.bring(letter)
    await office.quiet()
  }
}

describe('Slack events in the wrong order', () => {
  it('handles a reaction before its message', async () => {
    const [message, reaction] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'words')
      await office.ana.react(channel.id, ts, 'mag')
    })
    await bring(reaction, message)
    expect(await onlyLine(office, channel)).toMatchObject({ kind: 'observation', text: 'words', before: [] })
  })

  it('handles a removal before its addition', async () => {
    const [message, added, removed] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'words')
      await office.ana.react(channel.id, ts, 'mag')
      await office.ana.unreact(channel.id, ts, 'mag')
    })
    await bring(message, removed, added)
    expect(await record(office, channel)).toEqual([])
  })

  it('handles an edit before the original', async () => {
    const [message, edit, reaction] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'frist')
      await office.ben.edit(channel.id, ts, 'first')
      await office.ana.react(channel.id, ts, 'mag')
    })
    await bring(edit, message, reaction)
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'first', author: 'ben' })
  })

  it('handles the second edit before the first', async () => {
    const [message, reaction, first, second] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'one')
      await office.ana.react(channel.id, ts, 'mag')
      await office.ben.edit(channel.id, ts, 'two')
      await office.ben.edit(channel.id, ts, 'three')
    })
    await bring(message, reaction, second, first)
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'three', before: ['one'] })
  })

  it('handles a deletion, and a reaction to the deleted message, before the message', async () => {
    const [message, reaction, deletion] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'gone at once')
      await office.ana.react(channel.id, ts, 'mag')
      await office.ben.deleteMessage(channel.id, ts)
    })
    await bring(deletion, reaction)
    expect(await onlyLine(office, channel)).toMatchObject({ state: 'pending', text: '', isDeleted: true })
    await bring(message)
    expect(await onlyLine(office, channel)).toMatchObject({
      state: 'shown',
      text: 'gone at once',
      author: 'ben',
      isDeleted: true,
    })
  })

  it('handles an unfurl in place of a message that never arrives', async () => {
    const [, unfurl, reaction] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'see https://x.example.com')
      channel.unfurl(ts, { title: 'X', from_url: 'https://x.example.com' })
      await office.ana.react(channel.id, ts, 'mag')
    })
    await bring(unfurl, reaction)
    expect(await onlyLine(office, channel)).toMatchObject({
      text: 'see https://x.example.com',
      author: 'ben',
      attachments: [{ title: 'X' }],
    })
  })

  it('handles a later unfurl before an earlier one', async () => {
    const [message, reaction, one, two] = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'see https://x.example.com')
      await office.ana.react(channel.id, ts, 'mag')
      channel.unfurl(ts, { title: 'X', from_url: 'https://x.example.com' })
      channel.unfurl(ts, { title: 'Y', from_url: 'https://x.example.com' })
    })
    await bring(message, reaction, two, one)
    const { attachments, before } = await onlyLine(office, channel)
    expect([attachments.map(({ title }) => title), before]).toEqual([['X', 'Y'], []])
  })

  it('counts a reaction made before the close and delivered after it, whoever made it', async () => {
    const held = await letters(async () => {
      const ts = await office.ben.say(channel.id, 'at the last moment')
      await office.ben.react(channel.id, ts, 'pushpin')
    })
    await office.pass(1)
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await bring(...held)
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'at the last moment', state: 'shown' })
  })
})
