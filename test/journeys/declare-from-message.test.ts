import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, modalOf } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

/** Ana declares from a message that Ben wrote nine minutes earlier. */
async function declareFrom(channel: string, text: string, title?: string) {
  const { ana, ben } = office
  const ts = await ben.say(channel, text)
  await office.pass(9)
  const modal = modalOf(await ana.shortcut('declare_from_message', { channel, ts }))
  const shown = modal.values['What is wrong?']?.value
  await modal.submit(title ? { 'What is wrong?': title } : {})
  await office.quiet()
  return { shown, incident: office.incidentChannel() }
}

const minutesAgo = (minutes: number) =>
  new Date(office.clock.now().getTime() - minutes * 60_000).toISOString().slice(11, 16)

describe('declaring from a message', () => {
  it('uses its text as the title, and the message as first entry with its own time and author', async () => {
    const alerts = office.workspace.addChannel({ name: 'alerts', members: ['UANA', 'UBEN'], withBot: true })
    const { shown, incident } = await declareFrom(alerts.id, 'Error rate of *checkout* at 12 %')
    expect(shown).toBe('Error rate of *checkout* at 12 %')
    const { markdown, timeline } = await draftOf(office, incident)
    expect(timeline[0]).toBe(`${minutesAgo(9)} **observation** Error rate of \\*checkout\\* at 12 % (ben)`)
    expect(timeline[1]).toContain(`${minutesAgo(0)} **status** Declared as SEV2`)
    expect(timeline).toHaveLength(2)
    expect(markdown).toContain(`| Detected | 2 Mar 2026, ${minutesAgo(9)} |`)
  })

  it('lets the title be changed without changing the text of the entry', async () => {
    const alerts = office.workspace.channelByName('alerts')
    const { incident } = await declareFrom(alerts?.id ?? '', 'it is all red <@UCLEO>', 'Ingest is down')
    expect(incident.topic).toContain('Ingest is down')
    const { timeline } = await draftOf(office, incident)
    expect(timeline[0]).toContain('it is all red @\u2060cleo (ben)')
  })

  it('keeps the text even when the bot is not in that channel, and reports no error', async () => {
    const before = office.ana.directMessages().length
    const { shown, incident } = await declareFrom(office.ops.id, 'Mail queue grows')
    expect(shown).toBe('Mail queue grows')
    expect(incident.topic).toContain('Mail queue grows')
    const told = office.ana.directMessages().slice(before)
    expect(told.map(({ plain }) => plain).join('\n')).not.toContain('could not')
    const { timeline } = await draftOf(office, incident)
    expect(timeline[0]).toContain(`${minutesAgo(9)} **observation** Mail queue grows (ben)`)
  })

  it('tells the declarer when the message was longer than the bot could read', async () => {
    const before = office.ana.directMessages().length
    await declareFrom(office.ops.id, `Mail queue grows ${'and grows '.repeat(60)}`, 'Mail queue grows on')
    const told = office.ana.directMessages().slice(before)
    const words = told.map(({ plain }) => plain).join('\n')
    expect(words).toContain('I could not read the message')
    expect(words).toContain('/invite @fresheyes')
  })

  it('takes the text of an alert from its attachment', async () => {
    const alerts = office.workspace.channelByName('alerts')?.id ?? ''
    const monitor = office.workspace.addUser({ name: 'monitor', isBot: true })
    await office.ben.invite(alerts, monitor.id)
    const attachments = [{ title: 'Burn rate', text: '14 times the budget' }]
    const alarm = await monitor.say(alerts, '', { attachments })
    const modal = modalOf(await office.ana.shortcut('declare_from_message', { channel: alerts, ts: alarm }))
    expect(modal.values['What is wrong?']?.value).toBe('Burn rate: 14 times the budget')
    await modal.close()
  })

  it('works on a thread reply and on a bot message', async () => {
    const alerts = office.workspace.channelByName('alerts')?.id ?? ''
    const monitor = office.workspace.addUser({ name: 'pagerduty', isBot: true })
    const parent = await office.ben.say(alerts, 'Anybody else?')
    await office.ben.invite(alerts, monitor.id)
    const alarm = await monitor.say(alerts, 'CPU of db-1 at 100 %', { thread: parent })
    const modal = modalOf(await office.ana.shortcut('declare_from_message', { channel: alerts, ts: alarm }))
    expect(modal.values['What is wrong?']?.value).toBe('CPU of db-1 at 100 %')
    await modal.submit()
    await office.quiet()
    const { timeline } = await draftOf(office, office.incidentChannel())
    expect(timeline[0]).toContain('**observation** CPU of db-1 at 100 % (pagerduty)')
  })

  it('asks for a title when the message has no text', async () => {
    const alerts = office.workspace.channelByName('alerts')?.id ?? ''
    const ts = await office.ben.shareFile(alerts, { name: 'graph.png' })
    const modal = modalOf(await office.ana.shortcut('declare_from_message', { channel: alerts, ts }))
    const refused = await modal.submit()
    expect(refused.errors).toEqual({ 'What is wrong?': 'Please complete this required field.' })
    await modal.submit({ 'What is wrong?': 'See the graph' })
    await office.quiet()
    const { timeline } = await draftOf(office, office.incidentChannel())
    expect(timeline[0]).toContain('📎 [graph.png](')
  })
})
