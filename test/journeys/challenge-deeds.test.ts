import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { asked, opened, press, toldLast, undo } from '../support/answering.ts'
import { lastChallenge, newIncident, post, posts, questioned } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** A SEV1 incident in which Ben has restarted something, with no result recorded. */
async function acted(): Promise<Channel> {
  const channel = await newIncident(office, 'SEV1')
  await office.ben.join(channel.id)
  const ts = await office.ben.say(channel.id, 'restarted the ALB')
  await office.ana.react(channel.id, ts, 'hammer_and_wrench')
  await office.pass(10.5)
  return channel
}
const over = (channel: Channel) => office.ana.command(channel.id, 'cancel')

describe('a question about the result of an action', () => {
  it('goes to whoever took it; one click records and announces the result, and can be undone', async () => {
    const channel = await acted()
    const question = asked(channel, 'Recorded 10 min ago, and no result yet.')
    expect(question.plain).toContain('@ben Did “restarted the ALB” work?')
    expect(question.pinged).toEqual([office.ben.id])
    await press(office, 'Worked', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toMatch(/ben, after .* · result: worked$/)
    expect(lastChallenge(channel).buttons).toEqual([])
    expect(post(channel, 'Result of “restarted the ALB”: *worked*').plain).toContain('ben')

    await undo(office.ben, channel)
    await office.quiet()
    expect(lastChallenge(channel).buttons).toContain('Worked')
    await press(office, 'Made it worse', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· result: made it worse')
    await over(channel)
  })

  it('accepts “Too early” as an answer and announces no result', async () => {
    const channel = await acted()
    await press(office, 'Too early', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· not now: too early to tell')
    expect(posts(channel, 'Result of')).toEqual([])
    await over(channel)
  })

  it('counts the first of two simultaneous answers and tells the second person', async () => {
    const channel = await acted()
    const where = { channel: channel.id, ts: lastChallenge(channel).ts }
    office.workspace.faults.rateLimit('chat.update', { seconds: 60, times: 1 })
    await office.ben.press('No effect', where)
    await office.ana.press('Worked', where)
    await office.pass(2)
    expect(toldLast(office.ana, channel)).toBe('ben answered that already: “no effect”')
    expect(posts(channel, 'Result of')).toHaveLength(1)
    await over(channel)
  })
})

describe('a test that is due', () => {
  /** A ten-minute test of Ben's is due. */
  async function due(): Promise<Channel> {
    const channel = await questioned(office)
    const modal = await opened(office, 'Test it', channel)
    await modal.submit({ 'What would tell us?': 'bypass it', 'Result expected in (minutes)': '10' })
    await office.pass(10.5)
    return channel
  }

  it('asks its owner for the result and what it says about the hypothesis', async () => {
    const channel = await due()
    expect(asked(channel, 'The test of “the ALB is failing” is due, after 10 min.').pinged).toEqual([office.ben.id])
    const modal = await opened(office, 'Result…', channel)
    await modal.submit({
      'What came of it?': 'errors went on',
      'What does it say of the hypothesis?': 'It speaks against it',
    })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('ben, after 30 s · on record: errors went on')
    expect(post(channel, 'What we believe').plain).toContain('1 against')

    await undo(office.ben, channel)
    await office.quiet()
    expect(lastChallenge(channel).buttons).toContain('Result…')
    expect(post(channel, 'What we believe').plain).toContain('0 against')
    await over(channel)
  })

  it('is extended by one click and asked about again then', async () => {
    const channel = await due()
    const first = lastChallenge(channel).ts
    await press(office, '15 min more', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· testing: 15 min more')
    expect(post(channel, '*More time* for the test').plain).toContain('bypass it')
    await office.pass(14)
    expect(lastChallenge(channel).ts).toBe(first)
    await over(channel)
  })

  it('is abandoned by one click', async () => {
    const channel = await due()
    await press(office, 'Given up', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· on record: given up')
    expect(post(channel, '*Test given up:*').plain).toContain('bypass it')
    await over(channel)
  })
})

describe('a question about whether it is back', () => {
  it('“No” counts against the leading hypothesis; “Yes, because…” counts for it', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.ana.command(channel.id, 'hyp the ALB is failing')
    await office.pass(5)
    const ts = await office.ben.say(channel.id, 'timeouts again')
    await office.ana.react(channel.id, ts, 'repeat')
    await office.pass(2.5)
    asked(channel, 'Second time, 5 min after the first, and “the ALB is failing” still leads.')
    await press(office, 'No', channel)
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· evidence: it does not explain why it is back')
    expect(post(channel, 'What we believe').plain).toContain('1 against')

    await undo(office.ben, channel)
    await office.quiet()
    const modal = await opened(office, 'Yes, because…', channel)
    await modal.submit({ 'Why does it come back, if this is the cause?': 'its pool refills' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· evidence: its pool refills')
    expect(post(channel, 'What we believe').plain).toContain('1 for (1) · 0 against')
    await over(channel)
  })
})
