import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import type { ChallengeReason } from '../../src/investigation/challenges/model.ts'
import { findQuestionBackground } from '../../src/investigation/challenges/store.ts'
import { loadResponseState } from '../../src/postmortem/store.ts'
import { asked, press, toldLast, undo } from '../support/answering.ts'
import { challengesIn, lastChallenge, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const over = (channel: Channel) => office.ana.command(channel.id, 'cancel')

/** The background from which a question would be worded now. */
const background = (channel: Channel, reason: ChallengeReason) =>
  office.app.database.transact(async (tx) => {
    const { id } = await tx.incident.findFirstOrThrow({ where: { channelId: channel.id } })
    return findQuestionBackground(tx, await loadResponseState(tx, id), { reason }, office.clock.now())
  })

describe('the background of a question', () => {
  it('covers what changed, when it hurt, which services the timeline mentions, and what was said', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    for (const [text, kind] of [
      ['deployed api v1', 'change'],
      ['deployed api v2', 'change'],
      ['deployed the web shop', 'change'],
      ['the API times out', 'observation'],
    ] as const) {
      const ts = await ben.say(channel.id, text)
      await ana.react(channel.id, ts, 'mag')
      await office.quiet()
      await office.app.database.transact((tx) =>
        tx.entry.updateMany({ where: { channelId: channel.id, text }, data: { kind } }),
      )
      await office.pass(1)
    }
    await ben.say(channel.id, 'I suspect the cache is cold')
    await ana.command(channel.id, 'impact 02:00-02:20')
    await ana.command(channel.id, 'impact 02:40-03:00')
    await office.app.database.transact((tx) =>
      tx.incident.updateMany({
        where: { channelId: channel.id },
        data: { services: ['api', "bil'ling", 'web shop', '%'] },
      }),
    )
    await office.quiet()

    const known = await background(channel, 'no_hypothesis')
    expect(known.changes.map(({ text }) => text)).toEqual(['deployed the web shop', 'deployed api v2'])
    expect(known.services).toEqual({ spokenOf: ['api', 'web shop'], silent: ["bil'ling", '%'] })
    expect(known.windows).toHaveLength(2)
    expect(known.windows[0]?.from.getTime()).toBeLessThan(known.windows[1]?.from.getTime() ?? 0)
    expect(known.candidates).toMatchObject([{ author: 'ben', text: 'I suspect the cache is cold' }])
    expect((await background(channel, 'unchallenged')).candidates).toEqual([])
    expect((await background(channel, 'did_it_work')).changes).toEqual([])

    await office.pass(61)
    expect((await background(channel, 'no_hypothesis')).candidates).toEqual([])
    await over(channel)
  })
})

describe('undoing an answer after another question was asked', () => {
  it('leaves the newer question alone, so that only one is open at a time', async () => {
    const channel = await newIncident(office, 'SEV1')
    const { ana, ben } = office
    await ben.join(channel.id)
    await ana.command(channel.id, 'hyp the ALB is failing')
    await ana.react(channel.id, await ben.say(channel.id, 'restarted the ALB'), 'hammer_and_wrench')
    await office.pass(10.5)
    asked(channel, 'Recorded 10 min ago')
    await press(office, 'Worked', channel)
    await office.pass(1)
    await ana.react(channel.id, await ben.say(channel.id, 'timeouts again'), 'repeat')
    await office.pass(2.5)
    asked(channel, 'It came back after “restarted the ALB”, and “the ALB is failing” still leads.')
    await undo(ben, channel)
    await office.quiet()
    const [first, second] = challengesIn(channel)
    expect(first?.plain).toContain('Not answered.')
    expect(first?.buttons).toEqual([])
    expect(second?.buttons).toContain('Keep, because…')
    expect(lastChallenge(channel).ts).toBe(second?.ts)
    await over(channel)
  })
})

describe('a team that does not answer', () => {
  it('escalates: names the commander, then asks the channel, then proposes fresh eyes', async () => {
    const channel = await newIncident(office, 'SEV1')
    const { ana, ben } = office
    await ben.join(channel.id)
    await ana.command(channel.id, 'commander')
    await ana.command(channel.id, 'hyp the ALB is failing')
    await office.pass(15.5)
    expect(lastChallenge(channel).plain).toContain('\n@ana If “the ALB is failing”')
    expect(lastChallenge(channel).pinged).toEqual([ana.id])
    await office.pass(23)
    expect(lastChallenge(channel).plain).toContain('\nAnyone: ')
    expect(lastChallenge(channel).pinged).toEqual([])
    await office.pass(34)
    expect(lastChallenge(channel).plain).toContain('Or let somebody look who has seen none of it.')
    expect(lastChallenge(channel).buttons[0]).toBe('Ask fresh eyes…')
    expect(challengesIn(channel)).toHaveLength(3)
    await press(office, 'Ask fresh eyes…', channel)
    await office.quiet()
    expect(toldLast(ben, channel)).toContain('Nothing is on record yet that somebody else could judge.')
    await over(channel)
  })
})
