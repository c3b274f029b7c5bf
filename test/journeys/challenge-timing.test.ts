import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, MessageView } from '../../playground/workspace.ts'
import { anaReadsDrafts, challengesIn, modalOf, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
/** Working hours around the clock; challenge-quiet.test.ts covers quiet hours. */
const always = { from: '00:00', to: '23:59', days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }
beforeAll(async () => {
  office = await openOffice({ settings: { ...anaReadsDrafts, challenges: { quiet: always } } })
})
afterAll(() => office.close())

const waiting = (channel: Channel): MessageView[] => challengesIn(channel).filter(({ buttons }) => buttons.length > 0)

/** Lets this many minutes pass; returns the minutes after now at which questions came. */
async function minutesOfAsking(channel: Channel, minutes: number): Promise<number[]> {
  const from = office.clock.now().getTime()
  const before = challengesIn(channel).length
  await office.pass(minutes)
  return challengesIn(channel)
    .slice(before)
    .map(({ ts }) => Math.round((Number(ts) * 1000 - from) / 600) / 100)
}

describe('no hypothesis', () => {
  it.each([
    ['SEV1', 15],
    ['SEV2', 30],
    ['SEV3', 60],
  ] as const)('asks at %s after %i minutes, once', async (severity, minutes) => {
    const channel = await newIncident(office, severity)
    expect(await minutesOfAsking(channel, minutes - 0.1)).toEqual([])
    await office.pass(0.2)
    const [asked, ...others] = challengesIn(channel)
    expect(others).toEqual([])
    expect(asked?.plain).toContain(`${minutes === 60 ? '1 h 00' : minutes} min in, and no hypothesis is tracked.`)
    expect(asked?.plain).toContain('?')
    expect(asked?.buttons).toEqual(['Track a hypothesis', 'Still looking, because…', 'Ask fresh eyes…', 'Not now…'])
    expect(asked?.pinged).toEqual([])
    await office.ana.command(channel.id, 'resolve')
  })

  it('never asks at SEV4', async () => {
    const channel = await newIncident(office)
    expect(await minutesOfAsking(channel, 300)).toEqual([])
  })

  it('uses the shorter interval when SEV2 becomes SEV1', async () => {
    const channel = await newIncident(office, 'SEV2')
    await office.pass(5)
    await office.ana.command(channel.id, 'severity SEV1')
    expect(await minutesOfAsking(channel, 12)).toEqual([10])
    await office.ana.command(channel.id, 'resolve')
  })

  it('asks five times at growing gaps, then stops; the older prompts lose their buttons', async () => {
    const channel = await newIncident(office, 'SEV1')
    const times = await minutesOfAsking(channel, 600)
    expect(times).toHaveLength(5)
    const gaps = times.map((at, index) => at - (times[index - 1] ?? 0))
    expect(gaps.map((gap) => Math.round(gap * 10) / 10)).toEqual([15, 22.5, 33.8, 50.6, 75.9])
    expect(waiting(channel)).toHaveLength(1)
    expect(challengesIn(channel).at(-1)?.buttons).not.toEqual([])
    expect(challengesIn(channel)[0]?.plain).toContain('Not answered.')
  })

  it('resets the gaps after an answer', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.pass(40)
    const looking = modalOf(await office.ana.press('Still looking, because…', { channel: channel.id }))
    await looking.submit({ Because: 'the dashboards are down' })
    expect(await minutesOfAsking(channel, 39)).toEqual([15, 37.5])
    await office.ana.command(channel.id, 'resolve')
  })

  it('pings the commander and nobody else', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'commander @ben')
    await office.ana.command(channel.id, 'owner @cleo')
    await office.pass(16)
    expect(challengesIn(channel).map(({ pinged }) => pinged)).toEqual([['UBEN']])
    const others = channel.messages().filter(({ botId, subtype, pinged }) => botId && !subtype && pinged.length > 0)
    expect(others).toHaveLength(1)
    await office.ana.command(channel.id, 'resolve')
  })

  it('asks one interval after the last hypothesis is ruled out', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp DNS')
    await office.pass(5)
    await office.ana.command(channel.id, 'rule-out DNS: fine')
    expect(await minutesOfAsking(channel, 16)).toEqual([15])
    expect(challengesIn(channel)[0]?.plain).toContain('20 min in, 1 ruled out, nothing left on the table.')
    await office.ana.command(channel.id, 'resolve')
  })
})

describe('unchallenged', () => {
  it('questions the only hypothesis one interval after it was proposed, by name and age', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.pass(10)
    await office.ana.command(channel.id, 'hyp the ALB is failing')
    expect(await minutesOfAsking(channel, 16)).toEqual([15])
    const [asked] = challengesIn(channel)
    expect(asked?.plain).toContain('“the ALB is failing” has led for 15 min: 0 for, 0 against, no test.')
    expect(asked?.buttons).toEqual([
      'Another cause',
      'Test it',
      'Keep, because…',
      'Rule it out…',
      'Ask fresh eyes…',
      'Not now…',
    ])
    await office.ana.command(channel.id, 'resolve')
  })

  it('still asks when there is a rival, about the hypothesis that was unchallenged longest', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp the ALB')
    await office.pass(5)
    await office.ana.command(channel.id, 'hyp the cache')
    expect(await minutesOfAsking(channel, 16)).toEqual([15])
    expect(challengesIn(channel)[0]?.plain).toContain('“the ALB” has stood for 20 min')
    await office.ana.command(channel.id, 'rule-out the cache: warm')
    // Unanswered at 20, so not asked again before 42.5.
    expect(await minutesOfAsking(channel, 22)).toEqual([21.5])
    expect(challengesIn(channel).at(-1)?.plain).toContain('“the ALB” has led for')
    await office.ana.command(channel.id, 'resolve')
  })

  it('gives an action its ten minutes', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp the ALB')
    await office.pass(12)
    const ts = await office.ana.say(channel.id, 'restarting the balancers')
    await office.ana.react(channel.id, ts, 'hammer_and_wrench')
    expect(await minutesOfAsking(channel, 15)).toEqual([10])
    expect(challengesIn(channel)[0]?.pinged).toEqual(['UANA'])
    await office.ana.command(channel.id, 'resolve')
  })

  it('withdraws and stops asking while monitoring, resolved or closed, and asks again after a step back', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp the ALB')
    await office.pass(16)
    expect(waiting(channel)).toHaveLength(1)
    await office.ana.command(channel.id, 'status monitoring')
    await office.quiet()
    expect(waiting(channel)).toEqual([])
    // The exception is “what fixed it”, asked when nobody has recorded it.
    expect(await minutesOfAsking(channel, 90)).toEqual([10])
    await office.ana.command(channel.id, 'status investigating it is back')
    await office.pass(60)
    expect(challengesIn(channel).length).toBeGreaterThan(2)
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    expect(waiting(channel)).toEqual([])
    expect(await minutesOfAsking(channel, 90)).toEqual([])
  })

  it('asks once after downtime, even when the bot is started twice', async () => {
    const channel = await newIncident(office, 'SEV1')
    office.clock.moveTo(new Date(office.clock.now().getTime() + 50 * 60_000))
    await office.restart()
    await office.quiet()
    await office.restart()
    await office.pass(1)
    expect(challengesIn(channel)).toHaveLength(1)
    expect(challengesIn(channel)[0]?.plain).toContain('50 min in')
    expect(await minutesOfAsking(channel, 23)).toEqual([21.5])
    await office.ana.command(channel.id, 'resolve')
  })
})
