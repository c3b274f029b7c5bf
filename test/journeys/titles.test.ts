import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyMessage, modalOf, pingsIn } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const titles: [string, string, string][] = [
  ['500 characters', 'slow '.repeat(100).trim(), 'inc-N-slow-slow'],
  ['500 emoji halves', '🔥'.repeat(250), 'inc-N'],
  ['only emoji', '🔥🔥 :fire:', 'inc-N'],
  ['Cyrillic', 'Оплата не работает', 'inc-N'],
  ['Chinese', '结账很慢', 'inc-N'],
  ['Arabic', 'الدفع لا يعمل', 'inc-N'],
  ['accents', 'Café à Zürich', 'inc-N-cafe-a-zurich'],
  ['a broadcast', '<!channel> <!here> @everyone @channel', 'inc-N-channel-here-everyone-channel'],
  ['a person', '<@UBEN> broke it', 'inc-N'],
  ['markup', '*bold* `code` ~gone~ _it_ > quote', 'inc-N-bold-code-gone-it-quote'],
  ['the three characters', 'a & b < c > d', 'inc-N-a-b-c-d'],
  ['a link', 'see https://example.com/a?b=1&c=2', 'inc-N-see-https-example-com-a-b-1-c-2'],
]

it.each(titles)('%s in a title: the channel name is valid, and nobody is pinged', async (_what, title, name) => {
  for (const by of ['command', 'form'] as const) {
    const { ana, ben, ops } = office
    if (by === 'command') await ana.command(ops.id, `declare SEV4 ${title}`)
    else await modalOf(await ben.command(ops.id, 'declare')).submit({ 'What is wrong?': title.slice(0, 500) })
    await office.quiet()
    const channel = office.incidentChannel()
    const [number = ''] = /\d+/.exec(channel.name) ?? []
    expect(channel.name).toMatch(/^[a-z0-9-]{1,80}$/)
    expect(channel.name).toContain(name.replace('N', number))
    expect(channel.topic.length).toBeLessThanOrEqual(250)
    expect(channel.topic).toMatch(new RegExp(`^INC-${number} · SEV[24] · `))
    expect(channel.topic.isWellFormed()).toBe(true)
    expect(channel.topic).not.toContain('\uFFFD')
    expect(office.announcements.messages().at(-1)?.plain).toContain(`INC-${number}`)
  }
  expect(pingsIn(everyMessage(office))).toEqual([])
  expect(everyMessage(office).filter(({ plain }) => plain.includes('\uFFFD'))).toEqual([])
})

it('two incidents with the same wordless title have separate channels', async () => {
  const names = office.workspace.journal
    .calls('conversations.create')
    .flatMap(({ result }) => (result as { channel?: { name: string } }).channel?.name ?? [])
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBe(2 * titles.length)
})

it('a title longer than 500 characters is refused with the limit', async () => {
  const reply = await office.ana.command(office.ops.id, `declare ${'x'.repeat(501)}`)
  expect(reply.text).toContain('500 characters')
})

it('the same odd text in any other field pings nobody either', async () => {
  const { ana, ben } = office
  const odd = '<!channel> <!here> @everyone <@UBEN> `x` & <b>'
  const channel = await office.declare('SEV2 Odd words')
  await ana.invite(channel.id, ben.id)
  await ana.command(channel.id, `status identified ${odd}`)
  await ana.command(channel.id, `severity SEV1 ${odd}`)
  await ana.command(channel.id, `log 02:30 ${odd}`)
  await ana.press('Undo')
  await ana.command(channel.id, `hyp ${odd}`)
  await ana.command(channel.id, `rule-out DDoS ${odd}: ${odd}`)
  await ana.command(channel.id, odd)
  await office.pass(20)
  const keep = modalOf(await ana.press('Keep, because…'))
  await keep.submit({ 'Why keep it?': odd })
  await office.quiet()
  await modalOf(await ana.press('Rule out…')).submit({ 'Why is it ruled out?': odd })
  await ana.command(channel.id, `resolve ${odd}`)
  await office.quiet()
  expect(pingsIn(everyMessage(office))).toEqual([])
  const texts = channel.messages().map(({ plain }) => plain)
  expect(texts.join('\n')).toContain('@channel @here @everyone')
})
