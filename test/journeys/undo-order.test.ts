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

/** Clicks the *Undo* of somebody's last action, or of the one `before` actions earlier. */
async function undo(person: Person, channel: Channel, before = 0): Promise<string | undefined> {
  const lines = person.ephemerals(channel.id).filter(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: lines.at(-1 - before)?.ts ?? '' })
  await office.quiet()
  return person.ephemerals(channel.id).at(-1)?.plain
}

/** A time of day in UTC, after the declaration and 20 minutes ago. */
async function someTimeAgo(): Promise<string> {
  await office.pass(10)
  const at = office.clock.now().toISOString().slice(11, 16)
  await office.pass(20)
  return at
}

/** Types these commands a minute apart, as people would. */
async function say(channel: Channel, ...words: string[]): Promise<void> {
  for (const one of words) {
    await office.ana.command(channel.id, one)
    await office.pass(1)
  }
}

describe('different actions that change the same field', () => {
  it('do not restore a corrected time in an incident that was reopened since', async () => {
    const channel = await newIncident(office)
    const at = await someTimeAgo()
    await say(channel, 'resolve it is over', `time resolved ${at}`, 'status investigating it is back')
    expect(await undo(office.ana, channel, 1)).toBe(changedSince)
    expect((await office.ana.command(channel.id, 'time')).text).toContain('Resolved: not recorded')
  })

  it('are undone one after the other, latest first', async () => {
    const channel = await newIncident(office)
    const at = await someTimeAgo()
    await say(channel, 'status monitoring calm', `time mitigated ${at}`)
    expect(await undo(office.ana, channel, 1)).toBe(changedSince)
    await undo(office.ana, channel)
    await undo(office.ana, channel, 1)
    expect((await office.ana.command(channel.id, 'time')).text).toContain('Mitigated: not recorded')
  })

  it('do not lose services recorded with the impact to the undo of an older correction', async () => {
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
