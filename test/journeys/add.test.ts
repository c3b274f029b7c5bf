import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

/** Captured entries, with their times. */
const timeline = async (office: Office, channel: Channel): Promise<string[]> =>
  linesOf(await draftOf(office, channel), 'note', 'observation', 'hypothesis', 'action', 'change', 'recurrence')

const told = (office: Office): string =>
  [...office.ana.ephemerals(), ...office.ana.directMessages()].toSorted((a, b) => (a.ts < b.ts ? -1 : 1)).at(-1)
    ?.plain ?? ''

async function open(office: Office, channel: string, ts: string) {
  return modalOf(await office.ana.shortcut('add_to_incident', { channel, ts }))
}

describe.each<TransportName>(['http', 'socket'])('adding a message over %s', (transport) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('captures a message from a channel the bot is not in, posts one public line and offers an undo', async () => {
    const channel = await newIncident(office)
    const ts = await office.ben.say(office.ops.id, 'restarted the queue workers')
    await office.pass(4)
    const modal = await open(office, office.ops.id, ts)
    expect(modal.values).toMatchObject({
      Incident: { selected_option: { text: { text: expect.stringContaining('SEV4') } } },
      As: { selected_option: { value: 'action' } },
    })
    await modal.submit()
    await office.quiet()
    expect(told(office)).toContain('as *action*, at *')
    const [added] = await timeline(office, channel)
    expect(added).toBe('03:00 **action** restarted the queue workers (ben)')
    const line = posts(channel, 'action: restarted the queue workers')
    expect(line).toHaveLength(1)
    expect(line[0]?.text).toContain(`/archives/${office.ops.id}/p${ts.replace('.', '')}|message>`)
    expect(line[0]?.pinged).toEqual([])
    await office.ana.press('Undo')
    await office.quiet()
    expect(await timeline(office, channel)).toEqual([])
  })
})

describe('adding a message', () => {
  let office: Office
  let alerts: Channel
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
    alerts = office.workspace.addChannel({ name: 'alerts', members: ['UANA', 'UBEN'], withBot: true })
  })
  afterAll(() => office.close())

  it('offers the incident of the current channel first, then the newest', async () => {
    const older = await newIncident(office)
    const newer = await newIncident(office)
    const here = await office.ana.say(older.id, 'here')
    const there = await office.ana.say(alerts.id, 'there')
    const firstIn = async (channel: string, ts: string) => {
      const modal = await open(office, channel, ts)
      const { selected_option: chosen } = modal.values.Incident as {
        selected_option: { text: { text: string } }
      }
      await modal.close()
      return chosen.text.text.split(' ')[0]
    }
    expect(older.name).toContain((await firstIn(older.id, here))?.toLowerCase() ?? '?')
    expect(newer.name).toContain((await firstIn(alerts.id, there))?.toLowerCase() ?? '?')
  })

  it('updates the kind and time when a message is added twice, and restores them on undo', async () => {
    const channel = await newIncident(office)
    const ts = await office.ben.say(alerts.id, 'cpu of db-1 at 100 %')
    await (await open(office, alerts.id, ts)).submit({ As: 'Note' })
    await office.quiet()
    const [first = ''] = await timeline(office, channel)
    expect(first).toContain('**note** cpu of db-1 at 100 % (ben)')
    await (await open(office, alerts.id, ts)).submit({
      As: 'Observation: what somebody saw',
      'When did it happen?': 'yesterday 23:10',
    })
    await office.quiet()
    const changed = await timeline(office, channel)
    expect(changed).toHaveLength(1)
    expect(changed[0]).toContain('23:10 **observation** cpu of db-1 at 100 % (ben)')
    await (await open(office, alerts.id, ts)).submit({ As: 'Observation: what somebody saw' })
    await office.quiet()
    expect(told(office)).toContain('already')
    await office.ana.press('Undo', { near: '23:10' })
    await office.quiet()
    expect(await timeline(office, channel)).toEqual([first])
  })

  it('reads the whole of a long message where the bot has access', async () => {
    const channel = await newIncident(office)
    const words = `the queue grows ${'and grows '.repeat(60)}to its end`
    const ts = await office.ben.say(alerts.id, words)
    await (await open(office, alerts.id, ts)).submit({ As: 'Hypothesis: what it could be' })
    await office.quiet()
    const [line = ''] = await timeline(office, channel)
    expect(line).toContain('to its end (ben)')
    expect(posts(channel, 'What we believe')).toHaveLength(1)
  })

  it.each([
    ['31:00', "31:00 isn't a valid time."],
    ['2026-02-30 10:00', "2026-02-30 isn't a valid date."],
    ['2026-12-01 10:00', '2026-12-01 10:00 is still to come.'],
    ['3pm', 'Please write the time with 24 hours: 15:00 instead of 3pm.'],
    ['soon', 'Please write only a time: 14:35, yesterday 23:10 or 2026-11-20 14:35.'],
    ['14:35 it broke', 'Please write only a time: 14:35, yesterday 23:10 or 2026-11-20 14:35.'],
  ])('refuses %s below the field and changes nothing', async (when, refusal) => {
    const channel = await newIncident(office)
    const ts = await office.ben.say(alerts.id, 'something')
    const modal = await open(office, alerts.id, ts)
    expect((await modal.submit({ 'When did it happen?': when })).errors).toEqual({
      'When did it happen?': refusal,
    })
    await modal.close()
    await office.quiet()
    expect(await timeline(office, channel)).toEqual([])
    expect(posts(channel, 'something')).toEqual([])
  })

  it('keeps what the person approves of a private message and reads nothing else', async () => {
    const channel = await newIncident(office)
    const den = office.workspace.addChannel({
      name: 'den',
      members: ['UANA', 'UBEN'],
      withBot: true,
      private: true,
    })
    const ts = await office.ben.say(den.id, 'customer ACME sees 500s, do not tell')
    const modal = await open(office, den.id, ts)
    expect(modal.values['What it says']?.value).toBe('customer ACME sees 500s, do not tell')
    const before = office.workspace.journal.calls('conversations.replies').length
    await modal.submit({ 'What it says': 'a customer sees 500s <now>' })
    await office.quiet()
    expect(await timeline(office, channel)).toEqual([expect.stringContaining('a customer sees 500s \\<now> (ben)')])
    expect(office.workspace.journal.calls('conversations.replies')).toHaveLength(before)
    const entries = await office.app.database.transact((tx) => tx.entry.findMany({ select: { text: true, raw: true } }))
    expect(JSON.stringify(entries)).not.toContain('ACME')
    expect(posts(channel, 'ACME')).toEqual([])
  })

  it('reports that the incident was closed or the message deleted in the meantime', async () => {
    const channel = await newIncident(office)
    const ts = await office.ben.say(alerts.id, 'long words '.repeat(80))
    const gone = await open(office, alerts.id, ts)
    await office.ben.deleteMessage(alerts.id, ts)
    await gone.submit()
    await office.quiet()
    expect(office.ana.directMessages().at(-1)?.plain).toContain('The message is gone.')
    const kept = await office.ben.say(office.ops.id, 'too late')
    const modal = modalOf(await office.cleo.shortcut('add_to_incident', { channel: office.ops.id, ts: kept }))
    await office.ana.command(channel.id, 'resolve done')
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    await modal.submit()
    await office.quiet()
    expect(office.cleo.directMessages().at(-1)?.plain).toContain(
      'Only the commander, the owner or an admin may do this.',
    )
    expect(await timeline(office, channel)).toEqual([expect.stringContaining('long words')])
  })

  it('reports that no incident is open', async () => {
    const quiet = await openOffice()
    const ts = await quiet.ana.say(quiet.ops.id, 'all is well')
    await quiet.ana.shortcut('add_to_incident', { channel: quiet.ops.id, ts })
    await quiet.quiet()
    expect(told(quiet)).toContain('No incident is open.')
    await quiet.close()
  })
})

describe('tracking a message as a hypothesis', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('takes one click: marks the message, updates the ledger, confirms privately and can be undone', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    const ts = await office.ben.say(channel.id, 'maybe the cache is cold')
    await office.quiet()
    const before = channel.messages().length
    await office.ana.shortcut('track_hypothesis', { channel: channel.id, ts })
    await office.quiet()
    expect(told(office)).toContain('Tracked as a hypothesis: *maybe the cache is cold*')
    expect(posts(channel, 'What we believe')[0]?.plain).toContain('maybe the cache is cold')
    expect(channel.messages()).toHaveLength(before + 1)
    expect(channel.messages().find((message) => message.ts === ts)?.reactions[0]?.name).toBe('memo')
    await office.ana.shortcut('track_hypothesis', { channel: channel.id, ts })
    await office.quiet()
    expect(told(office)).toContain('already')
    await office.ana.press('Undo')
    await office.quiet()
    expect(await timeline(office, channel)).toEqual([])
    expect(posts(channel, 'What we believe')[0]?.plain).toContain('parked')
  })

  it('survives the next read of the channel, where no such reaction exists', async () => {
    const channel = await newIncident(office)
    const ts = await office.ana.say(channel.id, 'the disk is full')
    await office.ana.shortcut('track_hypothesis', { channel: channel.id, ts })
    await office.quiet()
    await office.pass(1)
    await office.restart()
    await office.quiet()
    expect(await timeline(office, channel)).toEqual([expect.stringContaining('**hypothesis** the disk is full')])
  })

  it('says where the shortcut can be used', async () => {
    const channel = await newIncident(office)
    const ts = await office.ana.say(office.ops.id, 'elsewhere')
    await office.ana.shortcut('track_hypothesis', { channel: office.ops.id, ts })
    await office.quiet()
    expect(told(office)).toContain('This works on messages in an incident channel.')
    expect(told(office)).toContain(`#${channel.name}`)
  })

  it('reports that the message has no text', async () => {
    const channel = await newIncident(office)
    const ts = await office.ana.shareFile(channel.id, { name: 'graph.png' })
    await office.ana.shortcut('track_hypothesis', { channel: channel.id, ts })
    await office.quiet()
    expect(told(office)).toContain('There are no words in that message to track.')
  })
})
