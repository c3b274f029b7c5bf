import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  await office.ben.join(channel.id)
})
afterAll(() => office.close())

async function linesWith(words: string): Promise<string[]> {
  return (await draftOf(office, channel)).timeline.filter((line) => line.includes(words))
}

async function pinned(text: string, name = 'pushpin', thread?: string): Promise<string> {
  const ts = await office.ben.say(channel.id, text, thread ? { thread } : {})
  await office.ana.react(channel.id, ts, name)
  await office.quiet()
  return ts
}

describe('changes to a captured message', () => {
  it('updates the entry after an edit and keeps its time', async () => {
    const at = office.clock.now().toISOString().slice(11, 16)
    const ts = await pinned('alpha: 12 %')
    await office.pass(6)
    await office.ben.edit(channel.id, ts, 'alpha: 21 %')
    await office.quiet()
    expect(await linesWith('alpha')).toEqual([`${at} **note** alpha: 21 % (ben)`])
  })

  it('includes an edit made before the first reaction', async () => {
    const ts = await office.ben.say(channel.id, 'beta: one')
    await office.ben.edit(channel.id, ts, 'beta: two')
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(await linesWith('beta')).toEqual([expect.stringContaining('beta: two (ben)')])
  })

  it('looks up an unknown person whom an edit mentions', async () => {
    office.workspace.addUser({ id: 'UEVE', name: 'eve' })
    const ts = await pinned('kappa: ask')
    await office.ben.edit(channel.id, ts, 'kappa: ask <@UEVE>')
    await office.quiet()
    expect((await linesWith('kappa')).join().replaceAll('\u2060', '')).toContain('kappa: ask @eve (ben)')
  })

  it('leaves the text alone when Slack unfurls a link later', async () => {
    const ts = await pinned('gamma: see https://status.example.com')
    channel.unfurl(ts, { title: 'Status page', from_url: 'https://status.example.com', text: 'All is well' })
    await office.quiet()
    expect(await linesWith('gamma')).toHaveLength(1)
  })

  it('leaves the entry alone when somebody replies to it', async () => {
    const ts = await pinned('delta: alone')
    await office.ana.say(channel.id, 'a reply', { thread: ts })
    channel.announceThread(ts)
    await office.quiet()
    expect(await linesWith('delta')).toEqual([expect.stringMatching(/delta: alone \(ben\)$/)])
    expect(await linesWith('a reply')).toEqual([])
  })

  it('keeps the captured text after a deletion, and says so', async () => {
    const ts = await pinned('epsilon: gone soon')
    await office.ben.deleteMessage(channel.id, ts)
    await office.quiet()
    expect(await linesWith('epsilon')).toEqual([
      expect.stringMatching(/epsilon: gone soon \(ben\) _deleted in Slack since_$/),
    ])
  })

  it('does the same when a message with replies is deleted and Slack leaves a tombstone', async () => {
    const ts = await pinned('zeta: has replies')
    await office.ana.say(channel.id, 'a reply', { thread: ts })
    await office.ben.deleteMessage(channel.id, ts)
    await office.quiet()
    expect(await linesWith('zeta')).toEqual([
      expect.stringMatching(/zeta: has replies \(ben\) _deleted in Slack since_$/),
    ])
  })

  it('updates the entry after an edit in a thread too', async () => {
    const parent = await office.ben.say(channel.id, 'a thread')
    const ts = await pinned('theta: in thred', 'scales', parent)
    await office.ben.edit(channel.id, ts, 'theta: in thread')
    await office.quiet()
    expect(await linesWith('theta:')).toEqual([expect.stringContaining('theta: in thread (ben)')])
  })
})

describe('a message captured as a hypothesis', () => {
  const ledger = () => post(channel, 'What we believe').plain

  it('enters the ledger verbatim, open since it was written, proposed by whoever reacted', async () => {
    await pinned('the ALB is failing', 'bulb')
    expect(ledger()).toContain('1. the ALB is failing')
  })

  it('is reworded when the message is edited', async () => {
    const ts = await pinned('the cach is cold', 'bulb')
    await office.ben.edit(channel.id, ts, 'the cache is cold')
    await office.quiet()
    expect(ledger()).toContain('2. the cache is cold')
  })

  it('is parked when the bulb is removed and reopened when it returns', async () => {
    const ts = await pinned('DNS is slow', 'bulb')
    await office.ana.unreact(channel.id, ts, 'bulb')
    await office.quiet()
    expect(ledger()).toMatch(/3\. \*DNS is slow\* parked/)
    await office.ana.react(channel.id, ts, 'bulb')
    await office.quiet()
    expect(ledger()).toContain('*3. DNS is slow*')
    expect(ledger()).not.toContain('parked')
  })

  it('is parked when the message becomes a note instead', async () => {
    const ts = await pinned('a bad deploy', 'bulb')
    await office.ben.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(ledger()).toMatch(/4\. \*a bad deploy\* parked/)
    expect(await linesWith('a bad deploy')).toEqual([expect.stringContaining('**note**')])
  })

  it('adds no second row when it says the same as an existing hypothesis', async () => {
    await pinned('The ALB is failing!', 'bulb')
    expect(ledger().match(/alb is failing/gi)).toHaveLength(1)
    expect(await linesWith('ALB is failing!')).toHaveLength(1)
  })
})
