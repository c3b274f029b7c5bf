import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, linesOf, newIncident } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

describe.each<TransportName>(['http', 'socket'])('capture over %s, whatever Slack delivers', (transport) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('produces the same timeline for messages, reactions and removals in any order', async () => {
    for (const seed of transport === 'http' ? [1, 2] : [3]) {
      const channel = await newIncident(office)
      const { ana, ben, workspace } = office
      await ben.join(channel.id)
      await office.quiet()
      workspace.faults.reorderDeliveries(seed)
      const kept = await ben.say(channel.id, 'kept')
      await ana.react(channel.id, kept, 'pushpin')
      const dropped = await ben.say(channel.id, 'dropped')
      await ana.react(channel.id, dropped, 'pushpin')
      await ana.unreact(channel.id, dropped, 'pushpin')
      const again = await ben.say(channel.id, 'on, off and on again')
      await ana.react(channel.id, again, 'mag')
      await ana.unreact(channel.id, again, 'mag')
      await ana.react(channel.id, again, 'mag')
      const edited = await ben.say(channel.id, 'frist')
      await ana.react(channel.id, edited, 'scales')
      await ben.edit(channel.id, edited, 'first')
      await office.quiet()
      workspace.faults.keepDeliveryOrder()
      const lines = linesOf(await draftOf(office, channel), 'note', 'observation', 'decision')
      expect(
        lines.map((line) => line.slice(6)),
        `seed ${seed}`,
      ).toEqual(['**note** kept (ben)', '**observation** on, off and on again (ben)', '**decision** first (ben)'])
    }
  })

  it.each([true, false])('counts duplicate events once (same event id: %s)', async (sameEventId) => {
    const channel = await newIncident(office)
    const { ana, workspace } = office
    workspace.faults.duplicateDeliveries(20, { sameEventId })
    const ts = await ana.say(channel.id, 'said once')
    await ana.react(channel.id, ts, 'pushpin')
    await ana.say(channel.id, '@fresheyes log mentioned once')
    await office.quiet()
    workspace.faults.duplicateDeliveries(0, { sameEventId })
    const lines = linesOf(await draftOf(office, channel), 'note')
    expect(lines).toHaveLength(2)
    expect(channel.messages().filter(({ plain }) => /mentioned once · @?ana/.test(plain))).toHaveLength(1)
  })
})

describe('order and time', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('sorts messages of the same second by when they were written, not by when they got a reaction', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    const stamps = []
    for (const word of ['one', 'two', 'three', 'four']) stamps.push(await ana.say(channel.id, word))
    await office.pass(2)
    for (const ts of stamps.toReversed()) await ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    const lines = linesOf(await draftOf(office, channel), 'note')
    expect(lines.map((line) => line.split(' ')[2])).toEqual(['one', 'two', 'three', 'four'])
  })

  it('reads a message written before the bot joined from Slack, in a thread as well', async () => {
    const { ana, ben, workspace } = office
    const channel = await newIncident(office)
    await ben.join(channel.id)
    await ana.remove(channel.id, workspace.botUserId)
    const parent = await ben.say(channel.id, 'before you came')
    await ben.say(channel.id, 'another reply', { thread: parent })
    const reply = await ben.say(channel.id, 'a reply before you came, @cleo', { thread: parent })
    await ben.say(channel.id, 'yet another reply', { thread: parent })
    await office.pass(3)
    await ana.invite(channel.id, workspace.botUserId)
    for (const ts of [reply, parent]) await ana.react(channel.id, ts, 'mag')
    await office.quiet()
    const lines = linesOf(await draftOf(office, channel), 'observation')
    expect(lines.map((line) => line.slice(6).replaceAll('\u2060', ''))).toEqual([
      '**observation** before you came (ben)',
      '**observation** a reply before you came, @cleo (ben)',
    ])
  })

  it('ignores a reaction in an unrelated channel', async () => {
    const alerts = office.workspace.addChannel({ name: 'alerts', members: ['UANA'], withBot: true })
    const channel = await newIncident(office)
    const ts = await office.ana.say(alerts.id, 'elsewhere')
    await office.ana.react(alerts.id, ts, 'pushpin')
    await office.quiet()
    expect(linesOf(await draftOf(office, channel), 'note')).toEqual([])
    expect(alerts.messages()).toHaveLength(1)
  })

  it('tells whoever reacted to an unreadable message, once the cause is known', async () => {
    const { ana, ben, workspace } = office
    const channel = await newIncident(office)
    await ben.join(channel.id)
    await ana.remove(channel.id, workspace.botUserId)
    const ts = await ben.say(channel.id, 'unread')
    await ana.invite(channel.id, workspace.botUserId)
    workspace.faults.revokeScope('channels:history')
    await ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    workspace.faults.restoreScope('channels:history')
    const told = ana.directMessages().at(-1)?.plain
    expect(told).toContain('I could not read the message you marked.')
    expect(told).toContain('`channels:history`')
    expect(linesOf(await draftOf(office, channel), 'note')).toEqual([
      expect.stringContaining('(its text has not been read from Slack yet)'),
    ])
  })

  it("captures one of the bot's own messages and labels it as such", async () => {
    const channel = await newIncident(office)
    const { ana } = office
    await ana.command(channel.id, 'log paged the database team')
    await office.quiet()
    const line = channel.messages().find(({ plain }) => plain.includes('paged the database team'))
    await ana.react(channel.id, line?.ts ?? '', 'pushpin')
    await office.quiet()
    expect(linesOf(await draftOf(office, channel), 'note')).toHaveLength(1)
  })
})
