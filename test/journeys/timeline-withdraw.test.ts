import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { choose, linesOf, openTimeline } from '../support/timeline.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.cleo.join(channel.id)
})
afterAll(() => office.close())

async function pinned(text: string, name = 'pushpin'): Promise<string> {
  const ts = await office.ben.say(channel.id, text)
  await office.ana.react(channel.id, ts, name)
  await office.quiet()
  return ts
}

const draftLines = async (words: string): Promise<string[]> =>
  (await draftOf(office, channel)).timeline.filter((line) => line.includes(words))

const marksOn = (ts: string) =>
  (channel.messages().find((message) => message.ts === ts)?.reactions ?? []).map(({ name }) => name)

async function withdrawn(words: string) {
  await openTimeline(office.cleo, channel)
  return await choose(office, office.cleo, 'Withdraw', words)
}

const restoreLine = (words: string) =>
  posts(channel, 'withdrew').findLast(({ plain }) => plain.includes(words))?.ts ?? ''

describe('withdrawing an entry', () => {
  it('removes it from the draft, announces it in one line, and shows it as withdrawn in place', async () => {
    const ts = await pinned('alpha: not ours')
    const page = await withdrawn('alpha')
    expect(linesOf(page)[0]).toBe('*Mon, 2 Mar 2026, 03:00 (UTC)* · note · ben · _edited_ · _withdrawn_')
    expect(post(channel, 'withdrew').plain).toBe(
      'cleo withdrew “alpha: not ours” (note, Mon, 2 Mar 2026, 03:00 (UTC))\n[Restore]',
    )
    expect(await draftLines('alpha')).toEqual([])
    expect(marksOn(ts)).toEqual(['pushpin'])
  })

  it('can be undone by one click on that line, by anybody, once', async () => {
    await office.ben.press('Restore', { channel: channel.id, ts: restoreLine('alpha') })
    await office.quiet()
    expect(await draftLines('alpha')).toEqual([expect.stringContaining('alpha: not ours (ben)')])
    expect(post(channel, 'restored').plain).toMatch(/^ben restored “alpha: not ours”/)
    await office.ben.press('Restore', { channel: channel.id, ts: restoreLine('alpha') })
    await office.quiet()
    expect(posts(channel, 'restored')).toHaveLength(1)
    expect(office.ben.ephemerals(channel.id).at(-1)?.plain).toBe('It is on the timeline already.')
  })

  it('appears in the history of the entry, with who did what', async () => {
    await openTimeline(office.ana, channel)
    expect(linesOf(await choose(office, office.ana, 'History', 'alpha')).slice(2)).toEqual([
      '*Mon, 2 Mar 2026, 03:00 (UTC)* · ben',
      'Restored.',
      '*Mon, 2 Mar 2026, 03:00 (UTC)* · cleo',
      'Withdrawn.',
    ])
  })

  it('can be undone in the modal, among the withdrawn entries', async () => {
    await pinned('beta: a joke')
    await withdrawn('beta')
    expect((await openTimeline(office.ana, channel)).rows().flat().join()).not.toContain('beta')
    const reading = await openTimeline(office.ana, channel, 'withdrawn')
    expect(reading.rows()).toEqual([[expect.stringContaining('_withdrawn_'), 'beta: a joke']])
    const page = await choose(office, office.ana, 'Restore', 'beta')
    expect(linesOf(page)[0]).not.toContain('withdrawn')
    expect(await draftLines('beta')).toHaveLength(1)
  })

  it('reports a second attempt above the page', async () => {
    await pinned('gamma: a slip')
    const { ana, cleo } = office
    await openTimeline(ana, channel)
    await openTimeline(cleo, channel)
    await choose(office, cleo, 'Withdraw', 'gamma')
    const page = await choose(office, ana, 'Withdraw', 'gamma')
    expect(linesOf(page)[0]).toBe('It is withdrawn already.')
    expect(posts(channel, 'withdrew “gamma')).toHaveLength(1)
  })

  it('is not offered for entries the bot recorded', async () => {
    const { modal } = await openTimeline(office.ana, channel, 'status')
    expect(modal.buttons.filter((label) => ['Withdraw', 'Edit', 'History'].includes(label))).toEqual([
      'Edit',
      'History',
    ])
  })

  it('parks its hypothesis, and restoring reopens it', async () => {
    await pinned('delta: the cache is cold', 'bulb')
    const ledger = () => post(channel, 'What we believe').plain
    await withdrawn('delta')
    expect(ledger()).toMatch(/delta: the cache is cold\* parked/)
    await office.ana.press('Restore', { channel: channel.id, ts: restoreLine('delta') })
    await office.quiet()
    expect(ledger()).not.toContain('parked')
  })
})

describe('reactions on an entry withdrawn or restored by hand', () => {
  it('do not restore it when one is removed, but do when a new one is added', async () => {
    const ts = await pinned('epsilon: twice pinned')
    await office.cleo.react(channel.id, ts, 'mag')
    await office.quiet()
    await withdrawn('epsilon')
    await office.pass(1)
    await office.cleo.unreact(channel.id, ts, 'mag')
    await office.quiet()
    expect(await draftLines('epsilon')).toEqual([])
    await office.ben.react(channel.id, ts, 'scales')
    await office.quiet()
    expect(await draftLines('epsilon')).toEqual([expect.stringContaining('**decision** epsilon')])
    expect(marksOn(ts)).toContain('memo')
  })

  it('count again after that', async () => {
    const { ts = '' } = channel.messages().find(({ plain }) => plain === 'epsilon: twice pinned') ?? {}
    await office.ben.unreact(channel.id, ts, 'scales')
    await office.quiet()
    expect(await draftLines('epsilon')).toEqual([expect.stringContaining('**note** epsilon')])
    await office.ana.unreact(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await draftLines('epsilon')).toEqual([])
  })

  it('do not withdraw a restored entry when the last one is removed', async () => {
    const ts = await pinned('zeta: kept')
    await office.ana.unreact(channel.id, ts, 'pushpin')
    await office.quiet()
    await openTimeline(office.ana, channel, 'withdrawn')
    await choose(office, office.ana, 'Restore', 'zeta')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.ana.unreact(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await draftLines('zeta')).toHaveLength(1)
  })
})
