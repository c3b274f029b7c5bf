import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import {
  anaReadsDrafts,
  challengesIn,
  draftOf,
  lastChallenge,
  linesOf,
  modalOf,
  newIncident,
  post,
  questioned,
  section,
} from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const press = async (label: string, channel: Channel) =>
  modalOf(await office.ben.press(label, { channel: channel.id, ts: lastChallenge(channel).ts }))
const over = (channel: Channel) => office.ana.command(channel.id, 'resolve')

describe('the buttons of a challenge', () => {
  it('offers ruling out and fresh eyes in the overflow menu', async () => {
    const channel = await questioned(office)
    await office.ana.command(channel.id, 'log the checkout times out')
    await office.quiet()
    await (await press('Ask fresh eyes…', channel)).close()
    const modal = await press('Rule it out…', channel)
    await modal.submit({ 'Why is it ruled out?': 'bypassed, no change' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('on record: bypassed, no change')
    expect(lastChallenge(channel).buttons).toEqual([])
    await over(channel)
  })

  it('Track a hypothesis: adds it to the ledger, and the question shows the answer instead of buttons', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.pass(16)
    const modal = await press('Track a hypothesis', channel)
    expect(modal.labels).toEqual(['What could it be?'])
    await office.pass(4)
    await modal.submit({ 'What could it be?': 'the cache is cold' })
    await office.quiet()
    expect(lastChallenge(channel).buttons).toEqual([])
    expect(lastChallenge(channel).plain).toContain('ben, after 5 min · tracked: the cache is cold')
    expect(post(channel, 'What we believe').plain).toContain('1. the cache is cold')
    await over(channel)
  })

  it('Still looking, because…: keeps the reason and is refused at the field without one', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.pass(16)
    const modal = await press('Still looking, because…', channel)
    expect((await modal.submit({ Because: ' ' })).errors).toEqual({ Because: 'Say why in a few words.' })
    await modal.submit({ Because: 'no dashboards yet' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('no dashboards yet')
    const challenges = section((await draftOf(office, channel)).markdown, 'Challenges')
    expect(challenges).toContain('15 min in, and no hypothesis is tracked.')
    expect(challenges).toContain('ben, after 1 min, still looking: no dashboards yet')
    await over(channel)
  })

  it('Another cause: adds a rival to the ledger and refuses one already there at the field', async () => {
    const channel = await questioned(office)
    const modal = await press('Another cause', channel)
    expect(modal.labels).toEqual(['What else could it be?'])
    const refused = await modal.submit({ 'What else could it be?': 'The ALB is failing' })
    expect(refused.errors?.['What else could it be?']).toContain('It is in the ledger already, open')
    await modal.submit({ 'What else could it be?': 'the workers crash' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('tracked: the workers crash')
    expect(post(channel, 'What we believe').plain).toContain('2. the workers crash')
    await over(channel)
  })

  it('Test it: suppresses further questions until the test is due', async () => {
    const channel = await questioned(office)
    const modal = await press('Test it', channel)
    expect(modal.labels).toEqual(['What would tell us?', 'Result expected in (minutes)'])
    await modal.submit({ 'What would tell us?': 'bypass the balancer', 'Result expected in (minutes)': '40' })
    await office.quiet()
    expect(post(channel, '*Test*').plain).toBe(
      '*Test* of “the ALB is failing”: bypass the balancer · ben, result in 40 min',
    )
    expect(lastChallenge(channel).plain).toContain('· testing: bypass the balancer')
    expect(post(channel, 'What we believe').plain).toContain('testing: bypass the balancer')
    await office.pass(39.5)
    expect(challengesIn(channel)).toHaveLength(1)
    await office.pass(1)
    expect(challengesIn(channel)).toHaveLength(2)
    expect(lastChallenge(channel).plain).toContain('The test of “the ALB is failing” is due, after 40 min.')
    const draft = await draftOf(office, channel)
    expect(linesOf(draft, 'evidence')).toEqual([expect.stringContaining('Test: bypass the balancer (ben)')])
    expect(section(draft.markdown, 'What we believed and when')).toContain('bypass the balancer (ben, due ')
    await over(channel)
  })

  it('refuses a test that takes no time, more than a day or half minutes, at the field', async () => {
    const channel = await questioned(office)
    const modal = await press('Test it', channel)
    for (const minutes of ['0', '1441', '2.5']) {
      const { errors } = await modal.submit({
        'What would tell us?': 'x',
        'Result expected in (minutes)': minutes,
      })
      expect(Object.keys(errors ?? {})).toEqual(['Result expected in (minutes)'])
    }
    await modal.close()
    await over(channel)
  })

  it('Keep, because…: asks again one interval later, with a different question', async () => {
    const channel = await questioned(office)
    const first = lastChallenge(channel).plain
    await (await press('Keep, because…', channel)).submit({ 'Why keep it?': 'its logs show resets' })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('· kept: its logs show resets')
    await office.pass(14.5)
    expect(challengesIn(channel)).toHaveLength(1)
    await office.pass(1)
    expect(challengesIn(channel)).toHaveLength(2)
    const question = (plain: string) => plain.split('\n')[1]
    expect(question(lastChallenge(channel).plain)).not.toBe(question(first))
    await over(channel)
  })
})
