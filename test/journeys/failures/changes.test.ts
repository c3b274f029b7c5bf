import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { onlyLine } from '../../support/record.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
beforeEach(async () => {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
})
afterAll(() => office.close())

async function pinned(text: string): Promise<string> {
  const ts = await office.ben.say(channel.id, text)
  await office.ana.react(channel.id, ts, 'pushpin')
  await office.quiet()
  return ts
}

describe('failure 3: edits and deletes of a captured message are not followed', () => {
  it('records each edit as a revision: the entry shows the latest text and keeps the earlier ones', async () => {
    const ts = await pinned('12 % errors')
    await office.ben.edit(channel.id, ts, '21 % errors')
    await office.quiet()
    await office.ben.edit(channel.id, ts, '31 % errors')
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({
      text: '31 % errors',
      raw: '31 % errors',
      before: ['12 % errors', '21 % errors'],
    })
  })

  it('ignores an edit that changes nothing', async () => {
    const ts = await pinned('same')
    await office.ben.edit(channel.id, ts, 'same')
    await office.quiet()
    expect((await onlyLine(office, channel)).before).toEqual([])
  })

  it('marks a deletion and keeps what was captured', async () => {
    const ts = await pinned('gone soon')
    await office.ben.deleteMessage(channel.id, ts)
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'gone soon', isDeleted: true })
    expect((await draftOf(office, channel)).markdown).toContain('_deleted in Slack since_')
  })

  it('records a revision when an app changes only its attachments', async () => {
    const monitor = office.workspace.addUser({ name: 'monitor', isBot: true })
    await office.ana.invite(channel.id, monitor.id)
    const attached = (text: string) => [{ title: 'CPU of db-1', title_link: 'https://graphs/1', text }]
    const ts = await monitor.say(channel.id, 'Alert', { attachments: attached('97 %') })
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    await monitor.edit(channel.id, ts, 'Alert', { attachments: attached('12 %') })
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({
      text: 'Alert',
      attachments: [{ title: 'CPU of db-1', url: 'https://graphs/1', text: '12 %' }],
      before: ['Alert'],
    })
    const [revision] = await office.app.database.transact((tx) =>
      tx.entryRevision.findMany({ where: { entry: { incident: { channelId: channel.id } } } }),
    )
    expect(revision?.previousAttachments).toMatchObject([{ text: '97 %' }])
  })
})

describe('an unfurl that looks like an edit', () => {
  const card = {
    title: 'Status of <@UCLEO>',
    title_link: 'https://status.example.com',
    from_url: 'https://status.example.com',
    text: 'All is well :+1:',
    image_url: 'https://status.example.com/up.png',
  }
  const shown = [
    {
      kind: 'link',
      title: 'Status of @cleo',
      url: 'https://status.example.com',
      text: 'All is well 👍',
      picture: 'https://status.example.com/up.png',
    },
  ]

  it('joins the entry afterwards and is not a revision', async () => {
    const ts = await pinned('see https://status.example.com')
    channel.unfurl(ts, card)
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({ attachments: shown, before: [] })
  })

  it('counts even when it arrives before the reaction', async () => {
    const ts = await office.ben.say(channel.id, 'see https://status.example.com')
    channel.unfurl(ts, card)
    await office.quiet()
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect((await onlyLine(office, channel)).attachments).toEqual(shown)
  })

  it('adds no second revision to a message that was edited before', async () => {
    const ts = await pinned('se https://status.example.com')
    await office.ben.edit(channel.id, ts, 'see https://status.example.com')
    await office.quiet()
    channel.unfurl(ts, card)
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({
      text: 'see https://status.example.com',
      attachments: shown,
      before: ['se https://status.example.com'],
    })
  })

  it('links its picture and never fetches it', async () => {
    const ts = await pinned('see https://status.example.com')
    channel.unfurl(ts, card)
    await office.quiet()
    expect((await onlyLine(office, channel)).pictures).toEqual([])
  })

  it('changes nothing when it is a new thread reply that Slack reports as a change', async () => {
    const ts = await pinned('a parent')
    await office.ana.say(channel.id, 'a reply', { thread: ts })
    channel.announceThread(ts)
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'a parent', before: [], attachments: [] })
  })
})
