import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const referenceOf = (channel: Channel): string => channel.topic.split(' ')[0] ?? ''
const announced = (channel: Channel) => post(office.announcements, `${referenceOf(channel)} `).plain

async function undoLast(channel: Channel, person = office.ana): Promise<void> {
  const line = person.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
  await office.quiet()
}

describe('a false alarm', () => {
  it('is cancelled with a reason: no post-mortem, in no list, and the live messages say so', async () => {
    const { ana, ben, ops } = office
    const channel = await newIncident(office, 'SEV1')
    await ben.join(channel.id)
    expect((await ben.command(channel.id, 'cancel')).text).toContain('Why was it a false alarm?')
    await ben.command(channel.id, 'cancel the probe was wrong')
    await office.quiet()
    expect(post(channel, '*Cancelled*').plain).toBe('*Cancelled* · ben: the probe was wrong')
    expect(announced(channel)).toContain('*cancelled*')
    const opening = post(channel, 'Declared by')
    expect(opening.plain).toContain('*It is cancelled.*')
    expect(opening.buttons).toEqual([])
    expect(channel.files()).toEqual([])
    expect(channel.isArchived).toBe(false)
    expect((await ana.command(channel.id, 'export md')).text).toContain('was a false alarm: it has no post-mortem')
    expect((await ben.command(ops.id, 'list')).text).not.toContain(referenceOf(channel))
    expect((await ben.command(ops.id, 'list closed')).text).toContain(`*${referenceOf(channel)}* SEV1 · cancelled`)
    await office.pass(60)
    expect(posts(channel, 'no hypothesis is tracked')).toEqual([])
    expect((await ben.command(channel.id, 'cancel again')).text).toContain('Only the commander')
    expect((await ana.command(channel.id, 'cancel again')).text).toContain('is cancelled already.')
    expect((await ana.command(channel.id, 'status monitoring x')).text).toContain('`/incident reopen` with a reason')
  })

  it('is restored by undo from whoever cancelled it, commander or not', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.ben.command(channel.id, 'cancel wrong channel')
    await office.quiet()
    await undoLast(channel, office.ben)
    expect(announced(channel)).toContain('*investigating*')
    expect(post(channel, 'Declared by').buttons).toEqual(['I take command'])
  })
})

describe('reopening', () => {
  it('is open to anyone with a reason, clears the times of the end, and restarts the challenges', async () => {
    const { ana, ben } = office
    const channel = await newIncident(office, 'SEV1')
    await ben.join(channel.id)
    await ana.command(channel.id, 'resolve restarted it')
    await ana.command(channel.id, 'close now')
    await office.quiet()
    await office.pass(120)
    expect((await ben.command(channel.id, 'reopen')).text).toContain('Reopening needs a reason')
    await ben.command(channel.id, 'reopen errors are back')
    await office.quiet()
    expect(post(channel, 'Reopened').plain).toBe('*Reopened, was closed* · ben: errors are back')
    expect(announced(channel)).toContain('*investigating*')
    expect(post(channel, 'Declared by').plain).not.toContain('It is closed')
    const facts = section((await draftOf(office, channel)).markdown, 'Facts')
    expect(facts).toContain('| Resolved | not recorded |')
    expect(facts).toContain('| Closed | not yet |')
    await office.pass(14)
    expect(posts(channel, 'no hypothesis is tracked')).toEqual([])
    await office.pass(2)
    expect(posts(channel, 'no hypothesis is tracked')).toHaveLength(1)
    await ben.command(channel.id, 'log it works again')
    await office.quiet()
    expect(linesOf(await draftOf(office, channel), 'note')).toHaveLength(1)
  })

  it.each(['resolve it is fine', 'cancel it was nothing'])('works after “%s” and can be undone', async (end) => {
    const { ana } = office
    const channel = await newIncident(office)
    await ana.command(channel.id, end)
    await office.quiet()
    const before = announced(channel)
    await ana.command(channel.id, 'reopen it is not')
    await office.quiet()
    expect(announced(channel)).toContain('*investigating*')
    await undoLast(channel)
    expect(announced(channel)).toBe(before)
  })

  it('is refused for an open incident', async () => {
    const channel = await newIncident(office)
    expect((await office.ana.command(channel.id, 'reopen why not')).text).toContain('is open: investigating.')
  })
})

describe('details', () => {
  it('are corrected in a modal from the panel, recorded, and updated everywhere they are shown', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    const name = channel.name
    await ana.command(channel.id, '')
    const form = modalOf(await ana.press('Details…', { channel: channel.id }))
    expect((await form.submit({ 'What is wrong?': '  ' })).errors).toEqual({
      'What is wrong?': 'What is wrong? A few words are enough.',
    })
    await form.submit({
      'What is wrong?': 'Orders are <lost>',
      Summary: 'The queue dropped them.',
      Services: 'orders, queue',
    })
    await office.quiet()
    expect(posts(channel, 'Title: Orders are <lost> (was Case')).toHaveLength(1)
    expect(post(channel, 'Declared by').plain).toContain('The queue dropped them.')
    expect(channel.topic).toContain('SEV4 · Orders are <lost>')
    expect(channel.name).toBe(name)
    expect(announced(channel)).toContain('Orders are <lost>')
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Summary')).toContain('The queue dropped them.')
    await undoLast(channel)
    expect(channel.topic).toMatch(/SEV4 · Case \d+$/)
    expect(section((await draftOf(office, channel)).markdown, 'Summary')).toContain('Missing')
    const before = channel.messages().length
    await modalOf(await ana.command(channel.id, 'details')).submit()
    await office.quiet()
    expect(channel.messages()).toHaveLength(before)
  })

  it('allow a time to be corrected from the panel as well', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    await ana.command(channel.id, '')
    const form = modalOf(await ana.press('Correct a time…', { channel: channel.id }))
    await form.submit({
      'Which time?': 'started',
      'When was it?': '2026-03-01 22:00',
      Why: 'seen in the graphs',
    })
    await office.quiet()
    expect(post(channel, 'seen in the graphs').plain).toContain('*Impact began*')
  })

  it("are shown at a glance, by number from anywhere, without a number in the incident's channel", async () => {
    const { ana, cleo, ops } = office
    const channel = await newIncident(office)
    await ana.command(channel.id, 'hyp the cache is cold')
    await ana.command(channel.id, 'commander')
    await office.quiet()
    const there = await cleo.command(ops.id, `show ${referenceOf(channel)}`)
    const shown = JSON.stringify(there.blocks)
    expect(shown).toContain('Open: the cache is cold')
    expect(shown).toContain('Commander: ana')
    expect(shown).toContain(`<#${channel.id}>`)
    expect(JSON.stringify((await ana.command(channel.id, 'show')).blocks)).toBe(shown)
    expect((await cleo.command(ops.id, 'show')).text).toContain('This is not an incident channel.')
    expect((await ana.command(ops.id, 'list mine')).text).toContain(referenceOf(channel))
    expect((await cleo.command(ops.id, 'list mine')).text).toBe('You have a part in no open incident.')
    expect((await cleo.command(ops.id, 'list yours')).text).toContain('`list mine` or `list closed`')
  })
})

describe('custom names', () => {
  it('apply the command, the severities and the prefix of the settings throughout', async () => {
    const other = await openOffice({
      settings: {
        ...anaReadsDrafts,
        command: '/oncall',
        channelPrefix: 'ops-',
        severities: [
          { name: 'P1', meaning: 'All is down' },
          { name: 'P2', meaning: 'Some is down' },
        ],
      },
    })
    try {
      const { ana, ops } = other
      const help = JSON.stringify((await ana.command(ops.id, 'help')).blocks)
      expect(help).toContain('/oncall declare [P1] [title]')
      expect(help).not.toMatch(/SEV\d|\/incident/)
      const wrong = await ana.command(ops.id, 'declar')
      expect(wrong.text).toContain('`/oncall declare P2 checkout is slow`')
      const form = modalOf(await ana.command(ops.id, 'declare'))
      expect(JSON.stringify(form.blocks)).toContain('P1 · All is down')
      await form.submit({ 'What is wrong?': 'It is dark' })
      await other.quiet()
      const channel = other.incidentChannel()
      expect(channel.name).toBe('ops-1-it-is-dark')
      for (const words of ['cancel', 'time x', 'impact x', 'close now', 'mode x', 'status x', 'severity x', 'reopen']) {
        const { text } = await ana.command(channel.id, words)
        expect(text, words).not.toMatch(/SEV\d|\/incident/)
      }
    } finally {
      await other.close()
    }
  })
})
