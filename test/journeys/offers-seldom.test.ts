import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, MessageView, Person } from '../../playground/workspace.ts'
import { declareFully, privately } from '../support/forms.ts'
import { newIncident } from '../support/look.ts'
import { offeredFor, offersTo, take } from '../support/offers.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice()
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
const word = async (person: Person, words: string) => (await person.command(channel.id, words)).text

describe('offers', () => {
  it('come to each author at most once in half an hour, even across a restart', async () => {
    expect((await said(office.ben, 'I think it’s the ALB'))?.plain).toContain('“I think it’s the ALB”')
    expect(await said(office.ben, 'restarted the broker')).toBeUndefined()
    expect((await said(office.ana, 'I think it’s the cache'))?.plain).toContain('“I think it’s the cache”')
    await office.restart()
    await office.pass(29)
    expect(await said(office.ben, 'rolled it back')).toBeUndefined()
    await office.pass(1)
    expect((await said(office.ben, 'drained the node'))?.plain).toContain('“drained the node”')
  })

  it('come once to each of two authors who write at once, and once for two messages of one author', async () => {
    await Promise.all([
      office.ben.say(channel.id, 'I think it’s the ALB'),
      office.ben.say(channel.id, 'I think it’s the cache'),
      office.ana.say(channel.id, 'I think it’s the DNS'),
    ])
    await office.quiet()
    expect(offersTo(office.ben, channel)).toHaveLength(1)
    expect(offersTo(office.ana, channel)).toHaveLength(1)
  })

  it('come only in the channel of an open incident, and not at a severity that is never challenged', async () => {
    await office.ana.invite(office.ops.id, office.workspace.botUserId)
    await office.ben.say(office.ops.id, 'I think it’s the ALB')
    const calm = await newIncident(office, 'SEV4')
    await office.ana.say(calm.id, 'I think it’s the ALB')
    await office.quiet()
    expect([...offersTo(office.ben, office.ops), ...offersTo(office.ana, calm)]).toEqual([])
  })

  it('do not come for messages found by reading the channel later', async () => {
    office.workspace.faults.loseEvents(true)
    await office.ben.say(channel.id, 'I think it’s the ALB')
    office.workspace.faults.loseEvents(false)
    await office.restart()
    await office.pass(1)
    expect(offersTo(office.ben, channel)).toEqual([])
  })

  it('can be turned off for all incidents from an offer, and on again by command', async () => {
    const offer = await said(office.ben, 'I think it’s the ALB')
    expect(await pressed(office.ben, offer, 'No more offers')).toBe(
      'I make you no more offers. `/incident offers on` brings them back.',
    )
    await pressed(office.ben, offer, 'No more offers')
    await office.pass(31)
    expect(await said(office.ben, 'restarted the broker')).toBeUndefined()
    channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    expect(await said(office.ben, 'I think it’s the cache')).toBeUndefined()
    expect((await said(office.ana, 'I think it’s the DNS'))?.plain).toContain('“I think it’s the DNS”')
    expect(await word(office.ben, 'offers')).toBe('I make you no more offers. `/incident offers on` brings them back.')
    expect(await word(office.ben, 'offers on')).toContain('only you see that')
    expect((await said(office.ben, 'restarted the broker'))?.plain).toContain('“restarted the broker”')
  })

  it('can be turned off by command; unknown arguments are refused', async () => {
    expect(await word(office.ana, 'offers')).toContain('`/incident offers off` ends that.')
    expect(await word(office.ana, 'offers maybe')).toBe('Please write `/incident offers on` or `offers off`.')
    await word(office.ana, 'offers off')
    await word(office.ana, 'offers off')
    expect(await said(office.ana, 'I think it’s the ALB')).toBeUndefined()
    await word(office.ana, 'offers on')
    await word(office.ana, 'offers on')
    expect((await said(office.ana, 'I think it’s the cache'))?.plain).toContain('“I think it’s the cache”')
  })
})

describe('in a private incident', () => {
  it('are shown to the author in its channel, and not to somebody who has left', async () => {
    await declareFully(office.ana, office.ops.id, {
      'What is wrong?': 'Keys leaked',
      Where: [privately],
      Severity: 'SEV1 · Many users cannot work',
    })
    await office.quiet()
    channel = office.incidentChannel()
    await office.ana.invite(channel.id, 'UBEN')
    await office.quiet()
    expect((await said(office.ben, 'I think it’s the deploy key'))?.plain).toContain('deploy key')
    const known = office.ana.directMessages().length
    office.workspace.faults.rateLimit('chat.postEphemeral', { seconds: 30 })
    await office.ana.say(channel.id, 'I think it’s the root key')
    await office.ana.leave(channel.id)
    await office.pass(2)
    expect(
      office.ana
        .directMessages()
        .slice(known)
        .map(({ plain }) => plain)
        .join(),
    ).not.toContain('root key')
  })
})

describe('a team that turned offers off', () => {
  it('says so in its settings, and its members are told', async () => {
    const own = await openOffice({ settings: { listening: { offers: 'off' } } })
    const quiet = await own.declare('SEV1 Checkout is slow')
    expect(await offeredFor({ office: own, channel: quiet }, own.ana, 'I think it’s the ALB')).toBeUndefined()
    const { text } = await own.ana.command(quiet.id, 'offers')
    expect(text).toBe('Your team has turned offers off for everybody.')
    await own.close()
  })
})
