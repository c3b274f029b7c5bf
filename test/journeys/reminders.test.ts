import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { newIncident, pingsIn, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const asked = (channel: Channel): string[] =>
  posts(channel, 'Nobody is commander.')
    .filter(({ buttons }) => buttons.includes('Not needed'))
    .map(({ ts }) => ts)
/** Every prompt for a commander, with its outcome. */
const all = (channel: Channel): string[] =>
  channel
    .messages()
    .filter(
      ({ botId, plain }) =>
        botId && /^(\*Nobody is commander\.\*|Asked again|No commander|\w+ is commander\.|A commander)/.test(plain),
    )
    .map(({ plain }) => plain.split('\n')[0] ?? '')
const pressLast = async (person: Person, label: string, channel: Channel): Promise<void> => {
  await person.press(label, { channel: channel.id, ts: asked(channel).at(-1) ?? '' })
  await office.quiet()
}
const toldLast = (person: Person, channel: Channel) => person.ephemerals(channel.id).at(-1)?.plain

describe('a missing commander,', () => {
  let own: Office
  beforeAll(async () => {
    own = await openOffice()
  })
  afterAll(() => own.close())

  it('is reported to the channel after five minutes, and one click takes command', async () => {
    const channel = await newIncident(own)
    await own.pass(4.9)
    expect(asked(channel)).toEqual([])
    await own.pass(0.2)
    const [ts = ''] = asked(channel)
    expect(post(channel, 'Who decides who does what?').buttons).toEqual([
      'I take command',
      'Snooze 30 min',
      'Not needed',
    ])
    await own.ana.press('I take command', { channel: channel.id, ts })
    await own.quiet()
    expect(all(channel)).toEqual(['ana is commander.'])
    await own.pass(180)
    expect(all(channel)).toHaveLength(1)
    expect(pingsIn(channel.messages())).toEqual([])
  })
})

describe('a missing commander', () => {
  it('is asked for three times at growing gaps, and only the last prompt has buttons', async () => {
    const channel = await newIncident(office)
    const counts: number[] = []
    for (const minutes of [5.1, 9.8, 0.2, 19.8, 0.2, 24 * 60]) {
      await office.pass(minutes)
      counts.push(all(channel).length)
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3])
    expect(all(channel)).toEqual([
      'Asked again below.',
      'Asked again below.',
      '*Nobody is commander.* Who decides who does what?',
    ])
  })

  it('is asked for again half an hour after a snooze, not before', async () => {
    const channel = await newIncident(office)
    await office.pass(5.1)
    await pressLast(office.ana, 'Snooze 30 min', channel)
    expect(toldLast(office.ana, channel)).toMatch(/^I'll ask again at /)
    expect(all(channel)).toEqual([expect.stringMatching(/^Asked again at .* UTC\.$/)])
    await office.pass(29.8)
    expect(asked(channel)).toEqual([])
    await office.pass(0.4)
    expect(asked(channel)).toHaveLength(1)
  })

  it('is not asked for again after “not needed”', async () => {
    const channel = await newIncident(office)
    await office.pass(5.1)
    await pressLast(office.ana, 'Not needed', channel)
    expect(toldLast(office.ana, channel)).toBe("I won't ask again.")
    await office.pass(300)
    expect(all(channel)).toEqual(['No commander is needed.'])
  })

  it('starts over after a commander leaves', async () => {
    const channel = await newIncident(office)
    await office.pass(5.1)
    await office.ana.command(channel.id, 'commander')
    await office.pass(60)
    await office.ana.command(channel.id, 'commander none')
    await office.pass(4.9)
    expect(asked(channel)).toEqual([])
    await office.pass(0.2)
    expect(asked(channel)).toHaveLength(1)
  })

  it('is asked for once by a bot that comes back after missing the time', async () => {
    const channel = await newIncident(office)
    await office.pass(3)
    await office.restart()
    await office.pass(2.1)
    expect(all(channel)).toHaveLength(1)
  })

  it('does not matter once the incident is resolved, and the open prompt is withdrawn', async () => {
    const channel = await newIncident(office)
    await office.pass(5.1)
    await office.ana.command(channel.id, 'resolve')
    await office.pass(120)
    expect(all(channel)).toEqual(['A commander is no longer needed.'])
  })

  it('is asked for in a reopened incident after the usual time, not at once', async () => {
    const channel = await newIncident(office)
    await office.pass(60)
    for (const words of ['resolve', 'close now', 'reopen errors are back']) await office.ana.command(channel.id, words)
    await office.pass(4.9)
    expect(asked(channel)).toEqual([])
    await office.pass(0.2)
    expect(asked(channel)).toHaveLength(1)
  })

  it('late clicks get the current state', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.pass(5.1)
    const ts = asked(channel)[0] ?? ''
    // Ben's screen still shows the buttons: his click is in flight while Ana takes command.
    office.workspace.faults.error('chat.update', 'msg_too_long', 5)
    await office.ana.command(channel.id, 'commander')
    await office.quiet()
    await office.ben.press('Snooze 30 min', { channel: channel.id, ts })
    await office.quiet()
    expect(toldLast(office.ben, channel)).toBe('That is settled: I no longer remind anybody of it.')
    await office.ben.press('I take command', { channel: channel.id, ts })
    await office.quiet()
    expect(toldLast(office.ben, channel)).toBe('ana is commander. `/incident commander` takes over.')
  })
})

describe('a due update', () => {
  const dms = (person: Person) => person.directMessages().filter(({ plain }) => plain.includes('takeholders'))

  it('reminds the commander alone, after the time of the severity, three times at growing gaps', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.ben.command(channel.id, 'commander')
    const counts: number[] = []
    for (const minutes of [29.9, 0.2, 59.8, 0.2, 119.8, 0.2, 24 * 60]) {
      await office.pass(minutes)
      counts.push(dms(office.ben).length)
    }
    expect(counts).toEqual([0, 1, 1, 2, 2, 3, 3])
    expect(dms(office.ben)[0]?.plain).toContain('*No update to stakeholders in 30 min.* What do they need to know?')
    expect(dms(office.ben)[0]?.buttons).toEqual(['Write update', 'Snooze 30 min', 'Not needed'])
    expect(posts(channel, 'takeholders')).toEqual([])
    await office.ben.command(channel.id, 'resolve')
  })

  it('starts over after an update, and the reminder opens the modal', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.cleo.join(channel.id)
    await office.cleo.command(channel.id, 'commander')
    await office.pass(30.1)
    const { modal } = await office.cleo.press('Write update', { channel: office.cleo.dm })
    await modal?.submit({ 'What do they need to know?': 'We are on it.' })
    await office.pass(29.8)
    expect(dms(office.cleo)).toHaveLength(1)
    await office.pass(0.4)
    expect(dms(office.cleo)).toHaveLength(2)
    expect(dms(office.cleo)[1]?.plain).toContain('Stakeholders last heard 30 min ago.')
    await office.cleo.press('Not needed', { channel: office.cleo.dm, ts: dms(office.cleo)[1]?.ts ?? '' })
    await office.pass(600)
    expect(dms(office.cleo)).toHaveLength(2)
    await office.cleo.command(channel.id, 'resolve')
  })

  it('reminds the channel when there is no commander', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.pass(30.1)
    const line = post(channel, 'No update to stakeholders')
    expect(line.buttons).toEqual(['Write update', 'Snooze 30 min', 'Not needed'])
    await office.ana.press('Snooze 30 min', { channel: channel.id, ts: line.ts })
    await office.pass(29.9)
    expect(posts(channel, 'No update to stakeholders')).toEqual([])
    await office.ana.command(channel.id, 'status monitoring')
    await office.pass(600)
    expect(posts(channel, 'No update to stakeholders')).toEqual([])
    expect(pingsIn(channel.messages()).filter(({ plain }) => !plain.includes('hypothesis'))).toEqual([])
  })

  it('never comes for a severity without a time', async () => {
    const channel = await newIncident(office, 'SEV4')
    await office.pass(600)
    expect(posts(channel, 'takeholders')).toEqual([])
  })
})
