import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, MessageView } from '../../playground/workspace.ts'
import { anaReadsDrafts, challengesIn, modalOf, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
/** Everybody works at every hour: what is asked while people sleep is told in challenge-quiet.test.ts. */
const always = { from: '00:00', to: '23:59', days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }
beforeAll(async () => {
  office = await openOffice({ settings: { ...anaReadsDrafts, challenges: { quiet: always } } })
})
afterAll(() => office.close())

const waiting = (channel: Channel): MessageView[] => challengesIn(channel).filter(({ buttons }) => buttons.length > 0)

/** The minutes, after now, at which questions came while so many passed. */
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
  ] as const)('%s is asked after %i minutes, once', async (severity, minutes) => {
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

  it('SEV4 is left alone', async () => {
    const channel = await newIncident(office)
    expect(await minutesOfAsking(channel, 300)).toEqual([])
  })

  it('SEV2 that becomes SEV1 is asked by the shorter interval', async () => {
    const channel = await newIncident(office, 'SEV2')
    await office.pass(5)
    await office.ana.command(channel.id, 'severity SEV1')
    expect(await minutesOfAsking(channel, 12)).toEqual([10])
    await office.ana.command(channel.id, 'resolve')
  })

  it('is asked again after ever longer gaps, five times, then never; the older prompts lose their buttons', async () => {
    const channel = await newIncident(office, 'SEV1')
    const times = await minutesOfAsking(channel, 600)
    expect(times).toHaveLength(5)
    const gaps = times.map((at, index) => at - (times[index - 1] ?? 0))
    expect(gaps.map((gap) => Math.round(gap * 10) / 10)).toEqual([15, 22.5, 33.8, 50.6, 75.9])
    expect(waiting(channel)).toHaveLength(1)
    expect(challengesIn(channel).at(-1)?.buttons).not.toEqual([])
    expect(challengesIn(channel)[0]?.plain).toContain('Not answered.')
  })

  it('an answer resets the gaps', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.pass(40)
    const looking = modalOf(await office.ana.press('Still looking, because…', { channel: channel.id }))
    await looking.submit({ Because: 'the dashboards are down' })
    expect(await minutesOfAsking(channel, 39)).toEqual([15, 37.5])
    await office.ana.command(channel.id, 'resolve')
  })

  it('names the commander, and nobody else is pinged', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'commander @ben')
    await office.ana.command(channel.id, 'owner @cleo')
    await office.pass(16)
    expect(challengesIn(channel).map(({ pinged }) => pinged)).toEqual([['UBEN']])
    const others = channel.messages().filter(({ botId, subtype, pinged }) => botId && !subtype && pinged.length > 0)
    expect(others).toHaveLength(1)
    await office.ana.command(channel.id, 'resolve')
  })

  it('is asked when the last hypothesis was ruled out, an interval later', async () => {
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
  it('the only hypothesis is questioned an interval after it was proposed, by name and age', async () => {
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

  it('a rival does not silence the question: it is asked of the one unquestioned longest', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp the ALB')
    await office.pass(5)
    await office.ana.command(channel.id, 'hyp the cache')
    expect(await minutesOfAsking(channel, 16)).toEqual([15])
    expect(challengesIn(channel)[0]?.plain).toContain('“the ALB” has stood for 20 min')
    await office.ana.command(channel.id, 'rule-out the cache: warm')
    // Unanswered at 20, so not before 42.5.
    expect(await minutesOfAsking(channel, 22)).toEqual([21.5])
    expect(challengesIn(channel).at(-1)?.plain).toContain('“the ALB” has led for')
    await office.ana.command(channel.id, 'resolve')
  })

  it('an action is given its ten minutes', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp the ALB')
    await office.pass(12)
    const ts = await office.ana.say(channel.id, 'restarting the balancers')
    await office.ana.react(channel.id, ts, 'hammer_and_wrench')
    expect(await minutesOfAsking(channel, 15)).toEqual([10])
    expect(challengesIn(channel)[0]?.pinged).toEqual(['UANA'])
    await office.ana.command(channel.id, 'resolve')
  })

  it('monitoring, resolved and closed are silent, and take back what was asked; going back asks again', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ana.command(channel.id, 'hyp the ALB')
    await office.pass(16)
    expect(waiting(channel)).toHaveLength(1)
    await office.ana.command(channel.id, 'status monitoring')
    await office.quiet()
    expect(waiting(channel)).toEqual([])
    // But for one: what fixed it, where nobody knows.
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

  it('a bot that was down asks once when it is back, also when it is started twice', async () => {
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
