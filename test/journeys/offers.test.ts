import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, MessageView, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident } from '../support/look.ts'
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
  it('is offered to its author alone; one click makes it the entry and the hypothesis', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    expect(offer?.plain).toContain('*Track as hypothesis?* “I think it’s the ALB”')
    expect(offer?.buttons).toEqual(['Track this', 'No more offers'])
    expect(offersTo(office.ana, channel)).toEqual([])
    expect(await statements()).toEqual([])
    expect(await pressed(office.ben, offer, 'Track this')).toContain(
      'Tracked as a hypothesis: *I think it’s the ALB*',
    )
    expect(await statements()).toEqual(['open: I think it’s the ALB'])
    expect(await lines('hypothesis')).toEqual(['**hypothesis** I think it’s the ALB (ben)'])
  })

  it('is tracked once, however often it is pressed, and taken back by Undo', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    await pressed(office.ben, offer, 'Track this')
    const undo = office.ben.ephemerals(channel.id).at(-1)
    expect(await pressed(office.ben, offer, 'Track this')).toMatch(
      /^It is on the timeline of INC-\d+ already, as \*hypothesis\*\.$/,
    )
    expect(await statements()).toEqual(['open: I think it’s the ALB'])
    await pressed(office.ben, undo, 'Undo')
    expect((await statements()).filter((line) => line.startsWith('open'))).toEqual([])
  })
})
