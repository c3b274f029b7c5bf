import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  // 03:00 UTC on Monday 2 March 2026: 03:00 in Lisbon, 22:00 on Sunday in New York, 08:30 in Kolkata.
  office = await openOffice({ settings: anaReadsDrafts })
  office.workspace.addGroup({ id: 'SPLAT', handle: 'platform', users: ['UBEN'] })
})
afterAll(() => office.close())

/** What the person is answered. */
async function says(person: Person, words: string): Promise<string> {
  const { text } = await person.command(channel.id, words)
  await office.quiet()
  return text ?? ''
}

const lastTold = (person: Person) => person.ephemerals(channel.id).at(-1)

async function pressed(person: Person, label: string, ts = lastTold(person)?.ts ?? '') {
  const reply = await person.press(label, { channel: channel.id, ts })
  await office.quiet()
  return reply
}

describe('a follow-up by command', () => {
  beforeAll(async () => {
    channel = await newIncident(office)
    for (const person of [office.ben, office.cleo]) {
      await person.join(channel.id)
      await person.command(channel.id, 'log arrived')
    }
    await office.quiet()
  })

  it('is shown back in full with an Undo, and said in one public line that pings nobody', async () => {
    const told = await says(office.ana, 'followup raise the pool limit @ben by next friday')
    expect(told).toBe('F1 raise the pool limit · for ben, by Fri, 13 Mar 2026')
    expect(lastTold(office.ana)?.buttons).toEqual(['Undo'])
    const line = post(channel, 'raise the pool limit')
    expect(line.plain).toBe('Follow-up *F1* raise the pool limit · for ben, by Fri, 13 Mar 2026 · ana')
    expect(line.pinged).toEqual([])
  })
})
