import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../../playground/workspace.ts'
import { anaReadsDrafts, newIncident } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { onlyLine } from '../../support/record.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
beforeEach(async () => {
  channel = await newIncident(office)
})
afterAll(() => office.close())

async function captured(author: Person, say: () => Promise<string>) {
  await office.ana.invite(channel.id, author.id)
  const ts = await say()
  await office.ana.react(channel.id, ts, 'mag')
  await office.quiet()
  return await onlyLine(office, channel)
}

describe('failure 7: authors without an account are ignored', () => {
  it('captures a bot that posts under a custom name', async () => {
    const bot = office.workspace.addUser({ name: 'grafana', isBot: true })
    const line = await captured(bot, () => bot.say(channel.id, 'p99 above 3 s'))
    expect(line).toMatchObject({ author: 'grafana', text: 'p99 above 3 s', state: 'shown' })
  })

  it('captures a bot whose text is all in an attachment', async () => {
    const bot = office.workspace.addUser({ name: 'pingdom', isBot: true })
    const attachments = [{ title: 'checkout', title_link: 'https://p/1', text: 'DOWN for <@UANA>' }]
    const line = await captured(bot, () => bot.say(channel.id, '', { attachments }))
    expect(line).toMatchObject({ author: 'pingdom', text: 'checkout: DOWN for @ana', state: 'shown' })
  })

  it('captures a workflow whose text is all in blocks', async () => {
    const bot = office.workspace.addUser({ name: 'workflow', isBot: true })
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Deploy 42 *done* by <@UBEN>' } }]
    const line = await captured(bot, () => bot.say(channel.id, '', { blocks }))
    expect(line).toMatchObject({ author: 'workflow', text: 'Deploy 42 *done* by @ben', state: 'shown' })
  })

  it('captures somebody the bot has never seen', async () => {
    const dora = office.workspace.addUser({ name: 'dora' })
    const line = await captured(dora, () => dora.say(channel.id, 'I see it too'))
    expect(line).toMatchObject({ author: 'dora', state: 'shown' })
  })

  it('captures somebody from another company, whom Slack shows to no app', async () => {
    const guest = office.workspace.addUser({ id: 'UFOREIGN', name: 'vendor', isForeign: true })
    const line = await captured(guest, () => guest.say(channel.id, 'we see nothing on our side'))
    expect(line).toMatchObject({ author: 'UFOREIGN', text: 'we see nothing on our side', state: 'shown' })
  })

  it('captures a thread reply that is also sent to the channel', async () => {
    const parent = await office.ana.say(channel.id, 'who restarts?')
    const line = await captured(office.ben, () =>
      office.ben.say(channel.id, 'I did', { thread: parent, broadcast: true }),
    )
    expect(line).toMatchObject({ author: 'ben', text: 'I did' })
    expect(line.threadTs).toBe(BigInt(parent.replace('.', '')))
  })
})
