import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import {
  anaReadsDrafts,
  challengesIn,
  draftOf,
  lastChallenge,
  modalOf,
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

describe('a challenge answered in another way', () => {
  it('accepts one reply in the thread as the answer; later replies are plain talk', async () => {
    const channel = await questioned(office)
    const { ben, ana } = office
    await ben.say(channel.id, 'customers outside the ALB see it too', { thread: lastChallenge(channel).ts })
    await office.quiet()
    await ana.say(channel.id, 'oh', { thread: lastChallenge(channel).ts })
    await office.quiet()
    expect(lastChallenge(channel).plain).toContain('ben, after 6 s · answered: customers outside the ALB see it too')
    expect(lastChallenge(channel).buttons).toEqual([])
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Challenges')).toContain('ben, after 6 s: customers outside the ALB see it too')
    expect(markdown).not.toContain('oh (ana)')
    await office.pass(14)
    expect(challengesIn(channel)).toHaveLength(1)
    await over(channel)
  })

  it('leaves a reply that was captured before with its own kind', async () => {
    const channel = await questioned(office)
    const ts = await office.ben.say(channel.id, 'a log line says OOM', { thread: lastChallenge(channel).ts })
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    const { timeline, markdown } = await draftOf(office, channel)
    expect(timeline.filter((line) => line.includes('OOM'))).toEqual([expect.stringContaining('**observation**')])
    expect(section(markdown, 'Challenges')).toContain('a log line says OOM')
    await over(channel)
  })

  it('is closed when the hypothesis is ruled out in the meantime, leaving no prompt behind', async () => {
    const channel = await questioned(office)
    await office.ana.command(channel.id, 'rule-out the ALB is failing: bypassed')
    await office.quiet()
    expect(lastChallenge(channel).buttons).toEqual([])
    expect(lastChallenge(channel).plain).toContain('on record: bypassed')
    await over(channel)
  })

  it('is closed as well when somebody adds a rival by command', async () => {
    const channel = await questioned(office)
    await office.pass(1)
    await office.ben.command(channel.id, 'hyp the workers crash')
    await office.quiet()
    expect(lastChallenge(channel).buttons).toEqual([])
    expect(lastChallenge(channel).plain).toContain('ben, after 1 min · on record: the workers crash')
    await over(channel)
  })

  it('tells whoever submits the modal late who answered, and what', async () => {
    const channel = await questioned(office)
    const bens = await press('Another cause', channel)
    const anas = modalOf(
      await office.ana.press('Keep, because…', { channel: channel.id, ts: lastChallenge(channel).ts }),
    )
    await anas.submit({ 'Why keep it?': 'its logs show resets' })
    await bens.submit({ 'What else could it be?': 'the workers crash' })
    await office.quiet()
    const told = [...office.ben.ephemerals(channel.id), ...office.ben.directMessages()].at(-1)?.plain
    expect(told).toBe('ana answered that already: “its logs show resets”')
    expect(post(channel, 'What we believe').plain).not.toContain('the workers crash')
    await over(channel)
  })

  it('explains a click on an outdated screen in a sentence', async () => {
    const channel = await questioned(office)
    const { workspace, ben } = office
    workspace.faults.rateLimit('chat.update', { seconds: 300, times: 1 })
    await office.ana.command(channel.id, 'rule-out the ALB is failing: bypassed')
    await office.quiet()
    expect(lastChallenge(channel).buttons).toContain('Keep, because…')
    const reply = await ben.press('Keep, because…', { channel: channel.id, ts: lastChallenge(channel).ts })
    expect(reply.modal).toBeUndefined()
    await office.pass(6)
    expect(ben.ephemerals(channel.id).at(-1)?.plain).toBe('ana answered that already: “bypassed”')
    expect(lastChallenge(channel).buttons).toEqual([])
    await over(channel)
  })
})
