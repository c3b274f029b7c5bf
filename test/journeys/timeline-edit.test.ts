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
  for (const person of [office.ben, office.cleo]) {
    await person.join(channel.id)
    await person.command(channel.id, 'log arrived')
  }
  await office.quiet()
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

describe('editing an entry', () => {
  it('text, time and kind: a revision, one public line, and the draft follows', async () => {
    await pinned('alpha is at 12 %')
    await office.pass(10)
    await openTimeline(office.ben, channel)
    const form = await choose(office, office.ben, 'Edit', 'alpha')
    expect(form.title).toBe('Edit entry')
    const page = await form.submit({
      'What happened': 'alpha is at 21 %',
      'When it happened': 'yesterday 21:45',
      Kind: 'observation',
      Why: 'a slip',
    })
    await office.quiet()
    expect(page.errors).toBeUndefined()
    expect(await draftLines('alpha')).toEqual(['02:45 **observation** alpha is at 21 % (ben)'])
    expect(post(channel, 'corrected').plain).toBe(
      'ben corrected “alpha is at 21 %” · was “alpha is at 12 %” · Sun, 1 Mar 2026, 02:45 (UTC), was Mon, 2 Mar 2026, 03:00 (UTC) · observation, was note: a slip',
    )
    expect(linesOf(page.next ?? form).slice(0, 2)).toEqual([
      '*Sun, 1 Mar 2026, 02:45 (UTC)* · observation · ben · _edited_ · _back-dated_',
      'alpha is at 21 %',
    ])
    expect(posts(channel, 'corrected')[0]?.pinged).toEqual([])
  })
})
