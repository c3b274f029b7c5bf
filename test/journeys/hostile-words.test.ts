import { afterAll, beforeAll, expect, it } from 'vitest'
import { modalOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

it('what no database keeps is left out of a command, a mention and a form; the rest is saved', async () => {
  const channel = await newIncident(office)
  const { text } = await office.ana.command(channel.id, 'log ab\0cd by command')
  expect(text).toContain('abcd by command')
  await office.ana.say(channel.id, '@fresheyes log ab\0cd by mention')
  await office.quiet()
  expect(posts(channel, 'abcd by mention')).toHaveLength(1)
  const form = modalOf(await office.ana.command(channel.id, 'impact'))
  expect((await form.submit({ Users: 'ab\0cd by form' })).closed).toBe(true)
  await office.quiet()
  expect(posts(channel, 'abcd by form')).toHaveLength(1)
})

it.each(['constructor', '__proto__', 'toString'])('`impact %s …` is no fact there is', async (name) => {
  const channel = await newIncident(office)
  const { text } = await office.ana.command(channel.id, `impact ${name} everything`)
  expect(text).toContain('Say when, or what was affected')
})

it('a long list of incidents with long titles shows all of them, the latest too', async () => {
  for (let count = 1; count <= 14; count += 1)
    await office.declare(`SEV4 ${'a very long title '.repeat(20)} ${count}`)
  const latest = office.incidentChannel()
  const { blocks } = await office.ana.command(office.ops.id, 'list')
  expect(JSON.stringify(blocks)).toContain(latest.id)
  expect(JSON.stringify(blocks)).toContain('INC-1*')
  const { text } = await office.ana.command(office.ops.id, 'log too early')
  expect(text).toContain(latest.id)
  expect(text).toMatch(/… and \d+ more: `\/incident list`$/)
})
