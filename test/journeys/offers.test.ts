import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, MessageView, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, post, posts } from '../support/look.ts'
import { offeredFor, offersTo, take } from '../support/offers.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

beforeEach(async () => {
  channel = await newIncident(office, 'SEV1')
  await office.ben.join(channel.id)
  await office.quiet()
})

const said = (person: Person, words: string) => offeredFor({ office, channel }, person, words)
const pressed = (person: Person, offer: MessageView | undefined, label: string) =>
  take({ office, channel }, person, offer, label)

async function statements(): Promise<string[]> {
  const held = await office.app.database.transact((tx) =>
    tx.hypothesis.findMany({ where: { incident: { channelId: channel.id } }, orderBy: { number: 'asc' } }),
  )
  return held.map(({ statement, state }) => `${state}: ${statement}`)
}
const lines = async (...kinds: string[]): Promise<string[]> =>
  linesOf(await draftOf(office, channel), ...kinds).map((line) => line.slice(6))

describe('a message that reads like a hypothesis', () => {
  it('is offered to its author only; one click makes it an entry and a hypothesis', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    expect(offer?.plain).toContain('*A hypothesis?* “I think it’s the ALB”')
    expect(offer?.buttons).toEqual(['Track as hypothesis', 'No more offers'])
    expect(offersTo(office.ana, channel)).toEqual([])
    expect(await statements()).toEqual([])
    expect(await lines('hypothesis')).toEqual([])
    expect(await pressed(office.ben, offer, 'Track as hypothesis')).toContain(
      'Tracked as a hypothesis: *I think it’s the ALB*',
    )
    expect(await statements()).toEqual(['open: I think it’s the ALB'])
    expect(await lines('hypothesis')).toEqual(['**hypothesis** I think it’s the ALB (ben)'])
  })

  it('is tracked once, however often it is clicked, and can be undone', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    await pressed(office.ben, offer, 'Track as hypothesis')
    const undo = office.ben.ephemerals(channel.id).at(-1)
    expect(await pressed(office.ben, offer, 'Track as hypothesis')).toMatch(
      /^It is on the timeline of INC-\d+ already, as \*hypothesis\*\.$/,
    )
    expect(await statements()).toEqual(['open: I think it’s the ALB'])
    await pressed(office.ben, undo, 'Undo')
    expect((await statements()).filter((line) => line.startsWith('open'))).toEqual([])
  })

  it('is tracked once when somebody captures the message before the click', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    await office.ana.react(channel.id, channel.messages().at(-1)?.ts ?? '', 'bulb')
    await office.quiet()
    expect(await pressed(office.ben, offer, 'Track as hypothesis')).toContain('already, as *hypothesis*')
    expect(await statements()).toEqual(['open: I think it’s the ALB'])
    expect(await lines('hypothesis')).toHaveLength(1)
  })

  it('adds no second row when it was ruled out in the meantime, and says so', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    await office.ana.command(channel.id, 'rule-out I think it’s the ALB: its logs are clean')
    await office.quiet()
    expect(await pressed(office.ben, offer, 'Track as hypothesis')).toContain('It is in the ledger already, ruled out')
    expect(await statements()).toEqual(['ruled_out: I think it’s the ALB'])
  })

  it('reports that its message was deleted in the meantime', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    await office.ben.deleteMessage(channel.id, channel.messages().at(-1)?.ts ?? '')
    await office.quiet()
    expect(await pressed(office.ben, offer, 'Track as hypothesis')).toBe(
      'The message was deleted in Slack. Nothing was added.',
    )
    expect(await statements()).toEqual([])
  })

  it('can be accepted after the close only by those responsible for the incident', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    await office.ana.command(channel.id, 'resolve it stopped')
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    expect(await pressed(office.ben, offer, 'Track as hypothesis')).toContain('is closed.')
    expect(await statements()).toEqual([])
    expect(await said(office.ana, 'I think it’s the cache')).toBeUndefined()
  })

  it('is quoted without pinging anybody', async () => {
    const offer = await said(office.ben, 'I think it’s the <!channel> <@UANA> *cache*')
    expect(offer?.plain).toContain('I think it’s the @channel @ana')
    expect(offer?.pinged).toEqual([])
  })

  it('is offered in its own thread', async () => {
    const thread = await office.ana.say(channel.id, 'good morning')
    await office.ben.say(channel.id, 'I think it’s the ALB', { thread })
    await office.quiet()
    expect(offersTo(office.ben, channel).map((offer) => offer.thread)).toEqual([thread])
  })
})

describe('a message about a case with a third party', () => {
  it('is offered as a wait, which begins once', async () => {
    const offer = await said(office.ben, 'opened a case with AWS: 90876')
    expect(offer?.plain).toContain('*Waiting on AWS?* “opened a case with AWS: 90876”')
    expect(await pressed(office.ben, offer, 'Note the wait')).toContain('Waiting on *AWS*: case 90876')
    expect(post(channel, 'Waiting on').plain).toBe('Waiting on *AWS*: case 90876 · ben')
    expect(await pressed(office.ben, offer, 'Note the wait')).toContain('already.')
    expect(await lines('waiting')).toEqual(['**waiting** Waiting on AWS: case 90876 (ben)'])
  })

  it('can be edited first', async () => {
    const offer = await said(office.ben, 'opened a case with AWS: 90876')
    const reply = await office.ben.press('Change it first…', { channel: channel.id, ts: offer?.ts ?? '' })
    await modalOf(reply).submit({ 'On whom?': 'AWS support' })
    await office.quiet()
    expect(post(channel, 'Waiting on').plain).toBe('Waiting on *AWS support*: case 90876 · ben')
  })

  it('asks for a name when it mentions none', async () => {
    const offer = await said(office.ben, 'opened a ticket with our provider')
    expect(offer?.buttons).toEqual(['Note the wait…', 'No more offers'])
    const reply = await office.ben.press('Note the wait…', { channel: channel.id, ts: offer?.ts ?? '' })
    await modalOf(reply).submit({ 'On whom?': 'Initech' })
    await office.quiet()
    expect(post(channel, 'Waiting on').plain).toBe('Waiting on *Initech* · ben')
  })
})

describe('a message about what was done and what came of it', () => {
  it('is offered as an action, and then as one without effect', async () => {
    const offer = await said(office.ben, 'restarted the <!here> broker')
    expect(offer?.buttons).toEqual(['Record action', 'No more offers'])
    await pressed(office.ben, offer, 'Record action')
    expect(await lines('action')).toEqual([expect.stringMatching(/restarted the @\S?here broker \(ben\)/)])
    await office.pass(3)
    const doubt = await said(office.ana, 'still broken')
    expect(doubt?.plain).toContain('*No effect?* restarted the @here broker')
    expect(doubt?.buttons).toEqual(['No effect', 'Another result…', 'No more offers'])
    expect(doubt?.pinged).toEqual([])
    await pressed(office.ana, doubt, 'No effect')
    expect(post(channel, 'Result of').plain).toContain('*no effect* · ana')
    expect(await pressed(office.ana, doubt, 'No effect')).toBe('Its result was given meanwhile: *no effect*.')
    expect(posts(channel, 'Result of')).toHaveLength(1)
  })

  it('keeps the result that somebody else recorded before the click', async () => {
    await pressed(office.ben, await said(office.ben, 'restarted the broker'), 'Record action')
    await office.pass(3)
    const doubt = await said(office.ana, 'no change')
    await office.ben.command(channel.id, 'result part only for reads')
    await office.quiet()
    expect(await pressed(office.ana, doubt, 'No effect')).toBe('Its result was given meanwhile: *helped in part*.')
    expect(posts(channel, 'Result of')).toHaveLength(1)
  })

  it('adds no second entry when somebody captured the message in the meantime', async () => {
    const offer = await said(office.ben, 'restarted the broker')
    await office.ana.react(channel.id, channel.messages().at(-1)?.ts ?? '', 'hammer_and_wrench')
    await office.quiet()
    expect(await pressed(office.ben, offer, 'Record action')).toMatch(/^It is on the timeline of INC-\d+ already\.$/)
    expect(await lines('action')).toHaveLength(1)
  })

  it('is offered as a recurrence when the trouble is back', async () => {
    const offer = await said(office.ana, 'it’s back')
    expect(offer?.buttons).toEqual(['Record recurrence', 'No more offers'])
    await pressed(office.ana, offer, 'Record recurrence')
    expect(await lines('recurrence')).toEqual(['**recurrence** it’s back (ana)'])
    expect(await said(office.ben, 'errors are back')).toBeUndefined()
  })
})
