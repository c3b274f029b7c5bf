import { afterEach, describe, expect, it } from 'vitest'
import { everyMessage, lastDraft, linesOf, modalOf, pingsIn, post, section } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

let office: Office
afterEach(() => office.close())

describe.each<TransportName>(['http', 'socket'])('an incident over %s', (transport) => {
  it('is declared, led, captured, challenged, resolved and closed, and leaves a draft', async () => {
    office = await openOffice({ transport })
    const { ana, ben, cleo, ops, announcements } = office

    const form = modalOf(await ana.command(ops.id, 'declare'))
    await form.submit({ 'What is wrong?': 'Checkout is slow', Severity: 'SEV1 · Many users cannot work' })
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.name).toBe('inc-1-checkout-is-slow')
    await ben.join(channel.id)
    await ben.press('I take command', { channel: channel.id })
    await cleo.join(channel.id)

    await office.pass(4)
    const thread = await cleo.say(channel.id, 'p99 of checkout is 9 s')
    const reply = await cleo.say(channel.id, 'only for card payments', { thread })
    await ben.react(channel.id, thread, 'mag')
    await ben.react(channel.id, reply, 'mag')
    await office.pass(1)
    await cleo.command(channel.id, 'log 08:20 the card provider announced maintenance')
    const guess = await cleo.say(channel.id, 'the database is out of connections')
    await ben.react(channel.id, guess, 'bulb')
    await office.pass(15.1)

    const asked = post(channel, 'has led for')
    expect(asked.pinged).toEqual(['UBEN'])
    expect(asked.plain).toContain('“the database is out of connections” has led for 15 min')
    const rival = modalOf(await ben.press('Another cause', { channel: channel.id }))
    await rival.submit({ 'What else could it be?': 'the card provider is slow' })
    await office.pass(5)
    await cleo.command(channel.id, 'rule-out the database is out of connections: 12 of 100 in use')
    await office.quiet()
    const shown = modalOf(await cleo.press('Confirm…', { channel: channel.id }))
    await shown.submit({ 'What shows it?': 'their status page says so' })
    await office.pass(1)
    const deed = await ben.say(channel.id, 'switched to the second provider')
    await cleo.react(channel.id, deed, 'hammer_and_wrench')
    await ben.command(channel.id, 'status monitoring p99 is 0.4 s')
    await office.pass(20)
    await ben.command(channel.id, 'resolve no error for 20 minutes')
    await ben.command(channel.id, 'close now')
    await office.quiet()

    const draft = lastDraft(channel)
    expect(draft.timeline).toEqual([
      '02:50 **note** the card provider announced maintenance (cleo)',
      '03:00 **status** Declared as SEV1: Checkout is slow (ana)',
      '03:00 **role** ben is commander (ben)',
      '03:04 **observation** p99 of checkout is 9 s (cleo)',
      '03:04 **observation** only for card payments (cleo)',
      '03:05 **hypothesis** the database is out of connections (cleo)',
      '03:20 **hypothesis** the card provider is slow (ben)',
      '03:25 **evidence** Ruled out: the database is out of connections. 12 of 100 in use (cleo)',
      '03:25 **evidence** Confirmed as the cause: the card provider is slow. their status page says so (cleo)',
      '03:26 **action** switched to the second provider (ben)',
      '03:26 **status** Monitoring: p99 is 0.4 s (ben)',
      '03:46 **status** Resolved: no error for 20 minutes (ben)',
      '03:46 **status** Closed (ben)',
    ])
    expect(section(draft.markdown, 'Causes')).toContain('**Cause**\n\n- the card provider is slow: their status page')
    expect(section(draft.markdown, 'Challenges')).toContain('ben, after 6 s: the card provider is slow')
    expect(linesOf(draft, 'challenge')).toEqual([])
    expect(announcements.messages()).toHaveLength(1)
    expect(announcements.messages()[0]?.plain).toContain('*closed*')
    expect(pingsIn(everyMessage(office))).toHaveLength(1)
  })
})
