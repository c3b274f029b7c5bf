import { afterAll, beforeAll, expect, it } from 'vitest'
import { modalOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

it('characters that no database can store are stripped from a command, a mention and a modal; the rest is saved', async () => {
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

const controls = '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'
const turned = (text: string) => `${controls}${text.slice(0, 2)}${controls}${text.slice(2)}`

const taking = [
  ...['log', 'hyp', 'test', 'rule-out', 'unexplained', 'lesson well', 'followup', 'waiting'],
  ...['impact users', 'update', 'fresh-eyes @dora'],
]
const showing = ['timeline', 'details', 'show', 'role', 'hyp', 'followup', 'catchup', turned('unknown')]
const methods = [
  ...['chat.postMessage', 'chat.update', 'conversations.setTopic', 'views.open', 'views.publish'],
  ...['canvases.create', 'canvases.edit'],
]

/** The visible text of a payload, without carried metadata and without the initial values of inputs. */
const shownIn = (payload: unknown): string =>
  JSON.stringify(payload, (key, value) => {
    if (['value', 'action_id', 'private_metadata', 'initial_value'].includes(key)) return undefined
    return ['blocks', 'view'].includes(key) && typeof value === 'string' ? JSON.parse(value) : value
  })

it('nothing the bot sends changes the direction of text, whoever wrote it', async () => {
  const { ana, ben, ops, workspace } = office
  const dora = workspace.addUser({ id: 'UDORA', name: 'dora', realName: turned('Dora Diaz') })
  const earlier = workspace.journal.calls().length
  const channel = await office.declare(`SEV3 ${turned('paygnp.exe')}`)
  for (const person of [ben, dora]) await person.join(channel.id)
  const answers = []
  for (const word of taking) answers.push(await ana.command(channel.id, `${word} ${turned('paygnp.exe')}`))
  await ana.react(channel.id, await dora.say(channel.id, turned('the cache is cold')), 'bulb')
  await office.quiet()
  for (const word of showing) answers.push(await ana.command(channel.id, word))
  answers.push(await ana.command(ops.id, 'list'))
  const close = modalOf(await ana.command(channel.id, 'close'))
  await close.submit({ Summary: turned('It was slow') })
  await office.pass(3)
  await ana.openHome()
  await office.quiet()
  const calls = workspace.journal.calls().slice(earlier)
  const sent = [...calls.map(({ method, args }) => [method, args]), ...answers].map(shownIn)
  expect(sent.filter((text) => /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/.test(text))).toEqual([])
  for (const method of [...methods, '{"status":"ok"'])
    expect(sent.filter((text) => text.includes(method) && text.includes('paygnp.exe'))).not.toEqual([])
})

it('a command that is too long is refused with advice, and nothing of it is saved', async () => {
  const channel = await newIncident(office)
  const before = channel.messages().length
  const sentence = /^That's 40,003 characters, and I read at most 3,000 of a command.* react with :pushpin:\.$/
  expect((await office.ana.command(channel.id, `test ${'x'.repeat(39_999)}`)).text).toMatch(sentence)
  expect((await office.ana.command(channel.id, 'x'.repeat(40_003))).text).toMatch(sentence)
  await office.ana.say(channel.id, `@fresheyes test ${'x'.repeat(39_999)}`)
  await office.quiet()
  expect(office.ana.ephemerals(channel.id).at(-1)?.plain).toMatch(sentence)
  expect(channel.messages()).toHaveLength(before + 1)
})

it.each(['constructor', '__proto__', 'toString'])('`impact %s …` is not taken for a known fact', async (name) => {
  const channel = await newIncident(office)
  const { text } = await office.ana.command(channel.id, `impact ${name} everything`)
  expect(text).toContain('Say when, or what was affected')
})

it('a long list of incidents with long titles shows all of them, including the latest', async () => {
  for (let count = 1; count <= 14; count += 1) await office.declare(`SEV4 ${'a very long title '.repeat(20)} ${count}`)
  const latest = office.incidentChannel()
  const { blocks } = await office.ana.command(office.ops.id, 'list')
  expect(JSON.stringify(blocks)).toContain(latest.id)
  expect(JSON.stringify(blocks)).toContain('INC-1*')
  const { text } = await office.ana.command(office.ops.id, 'log too early')
  expect(text).toContain(latest.id)
  expect(text).toMatch(/… and \d+ more: `\/incident list`$/)
})
