import { afterAll, beforeAll, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, linesOf, newIncident, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

it('an entry by mention names its author and those it mentions, and pings none of them', async () => {
  const channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.cleo.join(channel.id)
  await office.quiet()
  await office.ben.say(channel.id, '@fresheyes log @cleo rebooted db')
  await office.quiet()
  const line = post(channel, 'rebooted db')
  expect(line.plain).toMatch(/ · @cleo rebooted db · ben$/)
  expect(line.pinged).toEqual([])
  expect(linesOf(await draftOf(office, channel), 'note')).toEqual([expect.stringContaining('cleo rebooted db (ben)')])
})

it('the time zone of whoever joins is known by their first message', async () => {
  const channel = await newIncident(office)
  const dana = office.workspace.addUser({ id: 'UDANA', name: 'dana', realName: 'Dana', tz: 'Asia/Kolkata' })
  await dana.join(channel.id)
  await office.quiet()
  const { text } = await dana.command(channel.id, 'log 08:15 paged')
  expect(text).toContain('08:15 (Asia/Kolkata)')
})

it('the reply names an incident that does not exist', async () => {
  const channel = await newIncident(office)
  const { text } = await office.ana.command(channel.id, 'export md INC-999')
  expect(text).toBe('There is no INC-999.')
})
