import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** An incident that Ana has commanded for 20 minutes. */
async function led(): Promise<Channel> {
  const channel = await newIncident(office, 'SEV4')
  await office.ben.join(channel.id)
  await office.ana.command(channel.id, 'commander')
  await office.ana.command(channel.id, 'hyp the ALB is failing')
  await office.ana.command(channel.id, 'hyp DNS')
  await office.ana.command(channel.id, 'rule-out DNS: it resolves')
  const ts = await office.ana.say(channel.id, 'restarted the pods')
  await office.ana.react(channel.id, ts, 'hammer_and_wrench')
  await office.pass(15)
  await office.ana.command(channel.id, 'status identified')
  const { modal } = await office.ana.command(channel.id, 'update Checkout is slow for some.')
  await modal?.submit()
  await office.pass(5)
  return channel
}
const brief = (person: Person, channel: Channel): string[] =>
  (person.ephemerals(channel.id).findLast(({ plain }) => plain.includes('You are commander of'))?.plain ?? '')
    .split('\n')
    .slice(2)

const expected = [
  expect.stringMatching(/^\*What hurts:\* INC-\d+ · SEV4 · Case \d+$/),
  expect.stringMatching(/^\*Since:\* .* \(20 min\) · identified for 5 min$/),
  '*Believed:* “the ALB is failing” leads: 0 for, 0 against, 20 min',
  '*No result yet:* “restarted the pods” (ana, 20 min ago)',
  '*Last update:* 5 min ago, “Checkout is slow for some.”',
]

describe('a hand-over', () => {
  it('briefs the next commander privately; the channel reads one line', async () => {
    const channel = await led()
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    expect(brief(office.ben, channel)).toEqual([...expected, '[I have it]'])
    expect(posts(channel, 'What hurts')).toEqual([])
    expect(post(channel, 'was ana').plain).toBe('*ben* is commander (was ana) · by ana')
  })

  it('briefs somebody who takes command unasked in the same message, and tells their predecessor in one line', async () => {
    const channel = await led()
    const before = office.ana.ephemerals(channel.id).length
    await office.ben.command(channel.id, 'commander')
    await office.quiet()
    expect(brief(office.ben, channel)).toEqual([...expected, '[Undo]'])
    const told = office.ana.ephemerals(channel.id).slice(before)
    expect(told.map(({ plain }) => plain)).toEqual([
      expect.stringMatching(/^\*ben\* is commander \(was ana\)\. You are commander of INC-\d+ no more\.$/),
    ])
  })

  it('stays short and pings nobody when the texts are hostile and endless', async () => {
    const channel = await led()
    const long = `<!channel> ${'& "quoted" <@UBEN> '.repeat(14)}`
    await office.ana.command(channel.id, `hyp ${long.slice(0, 280)}`)
    for (let index = 0; index < 6; index += 1) {
      const ts = await office.ana.say(channel.id, `${index} ${long.repeat(30)}`)
      await office.ana.react(channel.id, ts, 'hammer_and_wrench')
    }
    await office.quiet()
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    const message = office.ben.ephemerals(channel.id).at(-1)
    expect(message?.buttons).toEqual(['I have it'])
    expect(message?.pinged).toEqual([])
    expect(message?.plain.split('\n').length).toBeLessThanOrEqual(18)
  })

  it('lists only the duties in a fresh incident', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    expect(brief(office.ben, channel)).toEqual(['[I have it]'])
  })
})
