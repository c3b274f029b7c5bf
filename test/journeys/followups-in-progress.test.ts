import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, modalOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  for (const person of [office.ben, office.cleo]) await person.join(channel.id)
  await says(office.ana, 'followup raise the pool limit @ben by friday')
  await says(office.ana, 'followup alert on pool size')
})
afterAll(() => office.close())

async function says(person: Person, words: string): Promise<string> {
  const { text } = await person.command(channel.id, words)
  await office.quiet()
  return text ?? ''
}

const lastTold = (person: Person) => person.ephemerals(channel.id).at(-1)

async function list(person: Person): Promise<string> {
  await says(person, 'followup')
  return lastTold(person)?.plain ?? ''
}

async function pressed(person: Person, label: string, near: string) {
  const reply = await person.press(label, { channel: channel.id, ts: lastTold(person)?.ts ?? '', near })
  await office.quiet()
  return reply
}

it('starting a follow-up is announced in one public line and shown in the list', async () => {
  await list(office.ben)
  await pressed(office.ben, 'In progress', 'raise the pool limit')
  const line = post(channel, 'is in progress')
  expect(line.plain).toBe('*F1* is in progress: raise the pool limit · ben')
  expect(line.pinged).toEqual([])
  expect((await list(office.ana)).split('\n')[0]).toBe(
    '*F1* raise the pool limit · for ben, by Fri, 6 Mar 2026 · in progress',
  )
  expect(lastTold(office.ana)?.buttons.slice(0, 4)).toEqual(['Done', 'Back to open', 'Edit', 'Drop'])
})

it('starting a follow-up from two lists is announced once', async () => {
  await list(office.ana)
  await list(office.cleo)
  await pressed(office.ana, 'In progress', 'alert on pool size')
  await pressed(office.cleo, 'In progress', 'alert on pool size')
  expect(lastTold(office.cleo)?.plain).toBe('F2 is in progress already.')
  expect(posts(channel, '*F2* is in progress')).toHaveLength(1)
})

it('a started follow-up goes back by Undo, or by anybody who sees that nobody is working on it', async () => {
  await office.ana.press('Undo', { channel: channel.id })
  await office.quiet()
  expect(await list(office.ana)).not.toContain('alert on pool size · in progress')
  await pressed(office.ana, 'In progress', 'alert on pool size')
  await list(office.cleo)
  await pressed(office.cleo, 'Back to open', 'alert on pool size')
  expect(post(channel, 'open again').plain).toBe('*F2* is open again: alert on pool size · cleo')
  await office.cleo.press('Undo', { channel: channel.id })
  await office.quiet()
  expect(await list(office.cleo)).toContain('*F2* alert on pool size · in progress')
})

it('a started follow-up still counts as to do: a duplicate is refused, and its modal opens', async () => {
  expect(await says(office.ana, 'followup raise the pool limit')).toBe('F1 says that already, and is in progress.')
  await list(office.ana)
  const modal = modalOf(await pressed(office.ana, 'Edit', 'alert on pool size'))
  await modal.submit({ 'Or a team': 'platform' })
  await office.quiet()
  expect(await list(office.ana)).toContain('*F2* alert on pool size · for platform · in progress')
})

it("a started follow-up appears among the owner's on Home, with a way back", async () => {
  await office.ben.openHome()
  await office.quiet()
  const home = office.ben.home()
  expect(home?.plain).toContain('raise the pool limit · for ben, by Fri, 6 Mar 2026 · in progress')
  expect(home?.buttons).toContain('Back to open')
})

it('a started follow-up appears in the draft under its own heading, with owner and due date', async () => {
  const text = section((await draftOf(office, channel)).markdown, 'Follow-ups')
  expect(text).toContain('**In progress**\n\n- F1: raise the pool limit · ben · by Fri, 6 Mar 2026')
  expect(text).not.toContain('**Planned**')
})

it('a started follow-up is reminded of on its due morning, even after close, and its owner can still change it', async () => {
  await says(office.ana, 'resolve it is over')
  await says(office.ana, 'close now')
  await list(office.cleo)
  await pressed(office.cleo, 'Back to open', 'raise the pool limit')
  expect(lastTold(office.cleo)?.plain).toContain('Only the commander, the owner or an admin')
  await office.pass((Date.parse('2026-03-06T14:00:30Z') - office.clock.now().getTime()) / 60_000)
  const [reminder] = office.ben.directMessages().filter(({ plain }) => plain.includes('*F1*'))
  expect(reminder?.plain).toContain('*F1* is due today (in progress): raise the pool limit')
  expect(reminder?.buttons).toEqual(['Done', 'Back to open', 'Snooze to tomorrow', 'Edit'])
  await office.ben.press('Back to open', { channel: office.ben.dm, near: 'raise the pool limit' })
  await office.quiet()
  expect(posts(channel, '*F1* is open again')).toHaveLength(1)
})

it('a started follow-up ends like any other', async () => {
  await office.ben.press('Done', { channel: office.ben.dm, near: 'raise the pool limit' })
  await office.quiet()
  const text = section((await draftOf(office, channel)).markdown, 'Follow-ups')
  expect(text).toContain('**Done**\n\n- F1: raise the pool limit · ben')
  await office.ben.press('Back to open', { channel: office.ben.dm, near: 'raise the pool limit' })
  await office.quiet()
  expect(office.ben.ephemerals(office.ben.dm).at(-1)?.plain).toBe('F1 is done already, by ben.')
})
