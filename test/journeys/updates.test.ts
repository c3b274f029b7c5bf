import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, MessageView, OpenModal } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

const label = 'What do they need to know?'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const announcementsOf = (channel: Channel, own = office): MessageView[] =>
  own.announcements.messages().filter(({ plain }) => plain.includes(`#${channel.name}`))
const announcementOf = (channel: Channel, own = office): MessageView => {
  const found = announcementsOf(channel, own)
  if (!found[0] || found.length > 1) throw new Error(`${found.length} announcements of #${channel.name}`)
  return found[0]
}
/** The messages in the thread under the announcement. */
const under = (channel: Channel, own = office): string[] =>
  own.announcements
    .thread(announcementOf(channel, own).ts)
    .slice(1)
    .map(({ plain }) => plain)
const formOf = async (channel: Channel, words = 'update'): Promise<OpenModal> =>
  modalOf(await office.ana.command(channel.id, words))
async function update(channel: Channel, text: string): Promise<void> {
  await (await formOf(channel)).submit({ [label]: text })
  await office.quiet()
}
const shownIn = (form: OpenModal): string => JSON.stringify(form.blocks)

async function inDatabase(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  await client.query(sql)
  await client.end()
}

describe('an update,', () => {
  let own: Office
  beforeAll(async () => {
    own = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => own.close())

  it('is previewed before it is sent, and goes under the announcement; the channel reads one line', async () => {
    const channel = await newIncident(own)
    const form = modalOf(await own.ana.command(channel.id, 'update 3 % of checkouts fail'))
    expect(form.title).toBe('Update stakeholders')
    expect(shownIn(form)).toContain('Goes under the announcement in <#CNEWS>')
    expect(shownIn(form)).toContain('*investigating* · INC-')
    expect(form.values[label]).toMatchObject({ value: '3 % of checkouts fail' })
    await own.pass(20)
    const { closed } = await form.submit({ [label]: '3 % of checkouts fail. Next word at 15:30.' })
    expect(closed).toBe(true)
    await own.quiet()
    expect(under(channel, own)).toEqual([
      expect.stringMatching(/^\*investigating\* · INC-\d+ .*\n3 % of checkouts fail\. Next word at 15:30\.\nana$/),
    ])
    expect(post(channel, '*Update*').plain).toBe('*Update* · ana: 3 % of checkouts fail. Next word at 15:30.')
    expect(announcementOf(channel, own).plain).toMatch(/Last update .*: “3 % of checkouts fail\. Next word/)
    const draft = await draftOf(own, channel)
    expect(linesOf(draft, 'update')).toEqual([
      expect.stringMatching(/^.*03:20.* \*\*update\*\* 3 % of checkouts fail\. Next word at 15:30\. \(ana\)$/),
    ])
  })
})

describe('an update', () => {
  it('of 3,000 characters is posted whole and pings nobody', async () => {
    const channel = await newIncident(office)
    const text = `<!channel> <@UBEN> ${'& "<x>" '.repeat(400)}`.slice(0, 3000).trim()
    await update(channel, text)
    expect(under(channel)[0]).toContain(text)
    expect(office.announcements.thread(announcementOf(channel).ts)[1]?.pinged).toEqual([])
    expect(post(channel, '*Update*').pinged).toEqual([])
    expect(post(channel, '*Update*').plain.length).toBeLessThan(400)
  })

  it('without text is refused below the field, by Slack or by us', async () => {
    const channel = await newIncident(office)
    const form = await formOf(channel)
    expect((await form.submit({ [label]: '   ' })).errors).toEqual({
      [label]: 'What should stakeholders know? A sentence or two.',
    })
    await office.quiet()
    expect(posts(channel, '*Update*')).toEqual([])
  })

  it('is posted once when the modal is delivered twice', async () => {
    const channel = await newIncident(office)
    const form = await formOf(channel, 'update once')
    const before = office.workspace.journal.calls('chat.postMessage').length
    office.workspace.faults.duplicateDeliveries(1, { sameEventId: false })
    await form.submit()
    await office.quiet()
    await office.pass(1)
    expect(under(channel)).toHaveLength(1)
    expect(posts(channel, '*Update*')).toHaveLength(1)
    expect(office.workspace.journal.calls('chat.postMessage').length - before).toBe(2)
  })

  it('follows the previous one in order, and the announcement shows the latest', async () => {
    const channel = await newIncident(office)
    await update(channel, 'first word')
    await office.pass(10)
    await update(channel, 'second word')
    expect(under(channel).map((plain) => plain.split('\n')[1])).toEqual(['first word', 'second word'])
    expect(announcementOf(channel).plain).toContain('“second word”')
    expect(announcementOf(channel).plain).not.toContain('first word')
  })

  it('after close is for commander, owner and admins', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    const late = modalOf(await office.ben.command(channel.id, 'update late'))
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    await late.submit()
    await office.quiet()
    expect(office.ben.ephemerals(channel.id).at(-1)?.plain).toContain('Only the commander, the owner or an admin')
    expect(under(channel)).toEqual([])
    await update(channel, 'The write-up follows on Friday.')
    expect(under(channel)).toHaveLength(1)
  })
})

describe('the destination of an update', () => {
  it('is only the channel when the incident is private, and the modal says so', async () => {
    const channel = await newIncident(office)
    await inDatabase(`UPDATE "Incident" SET private = true WHERE "channelId" = '${channel.id}'`)
    const before = office.announcements.messages().length
    const form = await formOf(channel, 'update the board knows')
    expect(shownIn(form)).toMatch(/Goes to the incident's channel only: INC-\d+ is private\./)
    await form.submit()
    await office.quiet()
    expect(post(channel, 'the board knows').thread).toBeUndefined()
    expect(office.announcements.messages()).toHaveLength(before)
  })

  it('waits for an announcement that is not posted yet', async () => {
    office.workspace.faults.rateLimit('chat.postMessage', { seconds: 60, times: 2 })
    await office.ana.command(office.ops.id, 'declare SEV4 Early word')
    await office.quiet()
    await office.pass(0.2)
    const channel = office.incidentChannel()
    const form = await formOf(channel, 'update early')
    expect(announcementsOf(channel)).toEqual([])
    await form.submit()
    await office.pass(3)
    expect(under(channel).map((plain) => plain.split('\n')[1])).toEqual(['early'])
  })

  it('retries the announcement that could not be posted, and goes under it', async () => {
    await office.ana.archive(office.announcements.id)
    await office.ana.command(office.ops.id, 'declare SEV4 Nowhere')
    await office.quiet()
    const channel = office.incidentChannel()
    expect(announcementsOf(channel)).toEqual([])
    await office.ana.unarchive(office.announcements.id)
    const told = office.ana.directMessages().length
    await update(channel, 'now it works')
    expect(under(channel)).toHaveLength(1)
    expect(office.ana.directMessages()).toHaveLength(told)
  })

  it('tells the author when there cannot be an announcement', async () => {
    const own = await openOffice({ settings: { announcementChannel: 'CNOWHERE' } })
    const channel = await newIncident(own)
    await modalOf(await own.ana.command(channel.id, 'update lost?')).submit()
    await own.quiet()
    expect(post(channel, '*Update*').plain).toContain('lost?')
    expect(own.ana.directMessages().at(-1)?.plain).toBe(
      'I could not post the update under the announcement. The announcement it belongs under could not be posted. What you recorded is saved.',
    )
    await own.close()
  })

  it('looks in the thread when the response was lost, and posts once', async () => {
    const channel = await newIncident(office)
    const form = await formOf(channel, 'update lost answer')
    // The line in the channel and the post in the thread are sent concurrently: both responses are lost.
    office.workspace.faults.dropAfterEffect('chat.postMessage', 2)
    const replies = () => office.workspace.journal.calls('conversations.replies').length
    const before = replies()
    await form.submit()
    await office.pass(3)
    expect(under(channel)).toHaveLength(1)
    expect(posts(channel, '*Update*')).toHaveLength(1)
    expect(replies()).toBeGreaterThan(before)
  })
})

describe('an update by mention', () => {
  it('opens the modal with the text by a button in the thread', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    const thread = await office.ben.say(channel.id, 'what do we say?')
    await office.ben.say(channel.id, '@fresheyes update it is <b>worse</b>', { thread })
    await office.quiet()
    const asked = office.ben.ephemerals(channel.id).at(-1)
    expect(asked?.thread).toBe(thread)
    expect(asked?.plain).toContain('*Not posted yet.* Goes under the announcement')
    expect(posts(channel, '*Update*')).toEqual([])
    const form = modalOf(await office.ben.press('Review and post', { channel: channel.id, ts: asked?.ts ?? '' }))
    expect(form.values[label]).toMatchObject({ value: 'it is <b>worse</b>' })
    await form.submit()
    await office.quiet()
    expect(under(channel)).toHaveLength(1)
  })

  it('refuses text too long for a button, and says which way works', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.ben.say(channel.id, `@fresheyes update ${'long '.repeat(500)}`)
    await office.quiet()
    expect(office.ben.ephemerals(channel.id).at(-1)?.plain).toContain(
      'That is longer than I can carry from a mention. In the channel `/incident update` opens a form',
    )
  })
})
