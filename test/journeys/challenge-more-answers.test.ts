import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { asked, opened, press, toldLast, undo } from '../support/answering.ts'
import {
  anaReadsDrafts,
  challengesIn,
  draftOf,
  lastChallenge,
  linesOf,
  newIncident,
  post,
  posts,
  questioned,
} from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({
    settings: { ...anaReadsDrafts, challenges: { longShift: '20m', unexplained: { SEV2: '10m' } } },
  })
})
afterAll(() => office.close())

const over = (channel: Channel) => office.ana.command(channel.id, 'cancel')

describe('a message that may contain the answer', () => {
  const guess = 'I suspect the cache of <@UANA> is cold'
  /** No hypothesis is tracked, but Ben has made a guess that nobody captured. */
  async function guessed(): Promise<{ channel: Channel; ts: string }> {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.ben.say(channel.id, 'looking at the graphs')
    const ts = await office.ben.say(channel.id, guess)
    await office.pass(15.5)
    return { channel, ts }
  }

  it('is quoted without pinging anybody and becomes the hypothesis by one click, with itself as the entry', async () => {
    const { channel } = await guessed()
    const question = asked(channel, '15 min in, and no hypothesis is tracked.')
    expect(question.plain).toContain('“I suspect the cache of @ana is cold”')
    expect(question.plain).not.toContain('looking at the graphs')
    expect(question.pinged).toEqual([])
    await press(office, 'Track this', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· tracked: I suspect the cache of @ana is cold')
    expect(lastChallenge(channel).buttons).toEqual([])
    expect(post(channel, 'What we believe').plain).toContain('1. I suspect the cache of @ana is cold')
    const lines = linesOf(await draftOf(office, channel), 'hypothesis')
    expect(lines).toEqual([expect.stringContaining('(ben)')])
    await over(channel)
  })

  it('tells the second of two people who click that it was answered', async () => {
    const { channel } = await guessed()
    const where = { channel: channel.id, ts: lastChallenge(channel).ts }
    office.workspace.faults.rateLimit('chat.update', { seconds: 60, times: 1 })
    await office.ben.press('Track this', where)
    await office.ana.press('Track this', where)
    await office.pass(2)
    expect(toldLast(office.ana, channel)).toContain('ben answered that already: “I suspect the cache')
    expect(post(channel, 'What we believe').plain).not.toContain('2.')
    await over(channel)
  })

  it('reports that it was deleted in the meantime and leaves the question open', async () => {
    const { channel, ts } = await guessed()
    await office.ben.deleteMessage(channel.id, ts)
    await office.quiet()
    await press(office, 'Track this', channel)
    await office.quiet()
    expect(toldLast(office.ben, channel)).toContain('The message was deleted in Slack.')
    expect(lastChallenge(channel).buttons).toContain('Track a hypothesis')
    await over(channel)
  })
})

describe('Not now…', () => {
  it('postpones questions with a reason that everybody can read, and can be undone', async () => {
    const channel = await questioned(office)
    const modal = await opened(office, 'Not now…', channel)
    expect((await modal.submit({ Because: ' ' })).errors).toEqual({ Because: 'Say why in a few words.' })
    await modal.submit({ 'No questions for': '60 min', Because: 'the database team is in a call' })
    await office.quiet()
    expect(post(channel, '*No questions for 60 min:*').plain).toContain('the database team is in a call · ben')
    expect(lastChallenge(channel).plain).toContain('· not now, until')
    await office.pass(10)
    await undo(office.ben, channel)
    await office.quiet()
    expect(lastChallenge(channel).buttons).toContain('Keep, because…')

    const again = await opened(office, 'Not now…', channel)
    await again.submit({ 'No questions for': '60 min', Because: 'in a call' })
    await office.pass(59)
    expect(challengesIn(channel)).toHaveLength(1)
    await office.pass(20)
    expect(challengesIn(channel).length).toBeGreaterThan(1)
    await over(channel)
  })
})

describe('a long wait', () => {
  it('is asked about by the name of the third party and ends through the modal', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.ana.command(channel.id, 'hyp the ALB is failing')
    await office.ana.command(channel.id, 'waiting AWS: case 123')
    await office.pass(15.5)
    await (await opened(office, 'Keep, because…', channel)).submit({ 'Why keep it?': 'AWS said so' })
    await office.pass(15.6)
    asked(channel, '31 min waiting on AWS, nothing running meanwhile.')
    expect(lastChallenge(channel).plain).toContain('If AWS says “not us”, what do we check next?')
    const modal = await opened(office, 'It is over…', channel)
    await modal.submit({ 'What came of it?': 'they see nothing' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· no longer waiting: they see nothing')
    expect(post(channel, 'No longer waiting on').plain).toContain('they see nothing')
    await over(channel)
  })
})

describe('an unexplained observation', () => {
  it('can be explained by a hypothesis, and then counts as evidence for it', async () => {
    const channel = await newIncident(office, 'SEV2')
    await office.ben.join(channel.id)
    const ts = await office.ben.say(channel.id, 'no auto-scaling happened')
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    await office.app.database.transact(async (tx) => {
      const entry = await tx.entry.findFirstOrThrow({ where: { channelId: channel.id, kind: 'observation' } })
      const since = office.clock.now()
      await tx.unexplained.create({ data: { entryId: entry.id, incidentId: entry.incidentId, since } })
    })
    await office.ana.command(channel.id, 'hyp the ALB is failing')
    await office.pass(10.5)
    asked(channel, '“no auto-scaling happened” has stood unexplained for 10 min.')
    const modal = await opened(office, 'It is explained…', channel)
    await modal.submit({ 'By what?': '1. the ALB is failing', 'How?': 'health checks pass' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· on record: explained by the ALB is failing')
    expect(post(channel, 'Explained by').plain).toContain(
      'the ALB is failing*: no auto-scaling happened · ben: health checks pass',
    )
    expect(post(channel, 'What we believe').plain).toContain('1 for')
    await over(channel)
  })
})

describe('a long shift', () => {
  it('“Hand over…” opens the modal for the commander, and submitting it answers the question', async () => {
    const channel = await newIncident(office, 'SEV2')
    await office.ben.join(channel.id)
    await office.ana.command(channel.id, 'commander')
    await office.pass(20.5)
    asked(channel, 'ana has been in command for')
    const modal = await opened(office, 'Hand over…', channel)
    await modal.submit({ Who: '@ben' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('on record: command was handed over')
    expect(lastChallenge(channel).buttons).toEqual([])
    await over(channel)
  })
})

describe('what ended it', () => {
  it('is asked when nobody has recorded it; the chosen action counts as having worked', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    const ts = await office.ben.say(channel.id, 'restarted the ALB')
    await office.ana.react(channel.id, ts, 'hammer_and_wrench')
    await office.ana.command(channel.id, 'status monitoring')
    await office.pass(10.5)
    asked(channel, 'Better for')
    const modal = await opened(office, 'This did…', channel)
    const refused = await modal.submit({})
    expect(refused.errors).toEqual({ 'In your words': 'Choose an action, or say what ended it.' })
    await modal.submit({ 'Which action?': 'restarted the ALB' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· result: restarted the ALB')
    expect(posts(channel, 'Result of “restarted the ALB”: *worked*')).toHaveLength(1)
    await over(channel)
  })
})

describe('a hypothesis kept again and again', () => {
  it('proposes fresh eyes the third time, below the answer and privately', async () => {
    const channel = await questioned(office)
    for (const reason of ['first', 'second', 'third']) {
      await (await opened(office, 'Keep, because…', channel)).submit({ 'Why keep it?': reason })
      await office.quiet()
      expect(lastChallenge(channel).buttons).toEqual(reason === 'third' ? ['Ask fresh eyes…'] : [])
      await office.pass(reason === 'third' ? 0 : 15.5)
    }
    expect(toldLast(office.ben, channel)).toContain('Kept three times, and no test closed in between')
    await over(channel)
  })
})
