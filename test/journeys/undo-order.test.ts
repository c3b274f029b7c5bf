import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { modalOf, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const changedSince = 'It has been changed again since: undo that first.'

/** Presses the *Undo* of somebody's last deed but so many. */
async function undo(person: Person, channel: Channel, before = 0): Promise<string | undefined> {
  const lines = person.ephemerals(channel.id).filter(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: lines.at(-1 - before)?.ts ?? '' })
  await office.quiet()
  return person.ephemerals(channel.id).at(-1)?.plain
}

/** A time on the clocks, in UTC, after the declaration. */
async function someTimeAgo(): Promise<string> {
  await office.pass(10)
  const at = office.clock.now().toISOString().slice(11, 16)
  await office.pass(20)
  return at
}

/** A minute between deeds, as people take it. */
async function say(channel: Channel, ...words: string[]): Promise<void> {
  for (const one of words) {
    await office.ana.command(channel.id, one)
    await office.pass(1)
  }
}

describe('deeds about different things that set the same', () => {
  it('a corrected time is not brought back to an incident that has been opened again since', async () => {
    const channel = await newIncident(office)
    const at = await someTimeAgo()
    await say(channel, 'resolve it is over', `time resolved ${at}`, 'status investigating it is back')
    expect(await undo(office.ana, channel, 1)).toBe(changedSince)
    expect((await office.ana.command(channel.id, 'time')).text).toContain('Resolved: not recorded')
  })

  it('are taken back one after the other, the last one first', async () => {
    const channel = await newIncident(office)
    const at = await someTimeAgo()
    await say(channel, 'status monitoring calm', `time mitigated ${at}`)
    expect(await undo(office.ana, channel, 1)).toBe(changedSince)
    await undo(office.ana, channel)
    await undo(office.ana, channel, 1)
    expect((await office.ana.command(channel.id, 'time')).text).toContain('Mitigated: not recorded')
  })

  it('services told with the impact are not lost to an older correction of the details', async () => {
    const channel = await newIncident(office)
    const form = modalOf(await office.ana.command(channel.id, 'details'))
    await form.submit({ Services: 'checkout' })
    await office.pass(1)
    await say(channel, 'impact services search, mail')
    expect(await undo(office.ana, channel, 1)).toBe(changedSince)
    const shown = await office.ana.command(channel.id, 'show')
    expect(JSON.stringify(shown.blocks)).toContain('Services: search, mail')
  })
})
