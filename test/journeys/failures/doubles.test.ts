import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../playground/workspace.ts'
import { anaReadsDrafts, newIncident } from '../../support/look.ts'
import { type Office, openOffice, type TransportName } from '../../support/office.ts'
import { inBrief, onlyLine, record } from '../../support/record.ts'

describe.each<TransportName>(['http', 'socket'])('over %s', (transport) => {
  let office: Office
  let channel: Channel
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
  })
  beforeEach(async () => {
    channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.cleo.join(channel.id)
    await office.quiet()
  })
  afterAll(() => office.close())
  const marks = (ts: string) =>
    channel
      .messages()
      .find((message) => message.ts === ts)
      ?.reactions.filter(({ users }) => users.includes(office.workspace.botUserId))
      .map(({ name }) => name)

  describe('failure 8: a second reaction, by another person or redelivered, makes a second entry', () => {
    it('collapses people, skin tones and repeats into one entry', async () => {
      const ts = await office.ben.say(channel.id, 'once')
      for (const person of [office.ana, office.ben, office.cleo]) await person.react(channel.id, ts, 'pushpin')
      await office.quiet()
      await office.ana.unreact(channel.id, ts, 'pushpin')
      await office.ana.react(channel.id, ts, 'pushpin')
      await office.quiet()
      expect(inBrief(await record(office, channel))).toEqual(['note: once'])
      expect(marks(ts)).toEqual(['memo'])
    })

    it.each([true, false])('makes one entry of duplicate deliveries (same event id: %s)', async (same) => {
      office.workspace.faults.duplicateDeliveries(6, { sameEventId: same })
      const ts = await office.ben.say(channel.id, 'delivered twice')
      await office.ana.react(channel.id, ts, 'mag')
      await office.quiet()
      await office.ben.edit(channel.id, ts, 'delivered twice and edited')
      await office.quiet()
      office.workspace.faults.duplicateDeliveries(0, { sameEventId: same })
      expect(await onlyLine(office, channel)).toMatchObject({
        text: 'delivered twice and edited',
        before: ['delivered twice'],
      })
    })
  })

  describe('failure 9: reacting to a thread reply captures a neighbour, or nothing', () => {
    it('captures the very reply, whether its message event was received or not', async () => {
      const parent = await office.ana.say(channel.id, 'the parent')
      await office.ben.say(channel.id, 'the reply before', { thread: parent })
      const reply = await office.ben.say(channel.id, 'the reply', { thread: parent })
      await office.ben.say(channel.id, 'the reply after', { thread: parent })
      await office.quiet()
      await office.app.database.transact((tx) => tx.seenMessage.deleteMany({}))
      await office.cleo.react(channel.id, reply, 'mag')
      await office.quiet()
      expect(await onlyLine(office, channel)).toMatchObject({
        kind: 'observation',
        text: 'the reply',
        author: 'ben',
        threadTs: BigInt(parent.replace('.', '')),
      })
    })
  })

  describe('failure 11: of two messages in the same second one is lost', () => {
    it('records both as entries, in the order they were written', async () => {
      const stamps = []
      for (const word of ['one', 'two', 'three']) stamps.push(await office.ben.say(channel.id, word))
      expect(new Set(stamps.map((ts) => ts.split('.')[0])).size).toBe(1)
      for (const ts of stamps.toReversed()) await office.ana.react(channel.id, ts, 'pushpin')
      await office.quiet()
      expect(inBrief(await record(office, channel))).toEqual(['note: one', 'note: two', 'note: three'])
    })
  })
})

describe('a message with the follow-up reaction', () => {
  let office: Office
  let channel: Channel
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
    channel = await newIncident(office)
    await office.ben.join(channel.id)
  })
  afterAll(() => office.close())

  it("is not an entry, and keeps the bot's mark while it is a follow-up or an entry", async () => {
    const ts = await office.ben.say(channel.id, 'raise the limit <@UCLEO>')
    const marked = async () => {
      await office.quiet()
      const reactions = channel.messages().find((message) => message.ts === ts)?.reactions ?? []
      return reactions.some(({ users }) => users.includes(office.workspace.botUserId))
    }
    await office.ana.react(channel.id, ts, 'dart')
    expect(await marked()).toBe(true)
    expect(await record(office, channel)).toEqual([])
    await office.ana.react(channel.id, ts, 'pushpin')
    await marked()
    expect(inBrief(await record(office, channel))).toEqual(['note: raise the limit @cleo'])
    await office.ana.unreact(channel.id, ts, 'dart')
    expect(await marked()).toBe(true)
    await office.ben.react(channel.id, ts, 'dart')
    await office.ana.unreact(channel.id, ts, 'pushpin')
    expect(await marked()).toBe(true)
    expect(await record(office, channel)).toEqual([])
    await office.ben.unreact(channel.id, ts, 'dart')
    expect(await marked()).toBe(false)
  })
})

describe('after the close', () => {
  it("captures reactions of commander, owner and admins, and silently ignores everybody else's", async () => {
    const office = await openOffice({ settings: anaReadsDrafts })
    try {
      const channel = await newIncident(office)
      const { ana, ben, cleo } = office
      for (const person of [ben, cleo]) await person.join(channel.id)
      const stamps = []
      for (const word of ['by admin', 'by owner', 'by nobody in charge']) stamps.push(await cleo.say(channel.id, word))
      await ana.command(channel.id, 'owner @ben')
      await ana.command(channel.id, 'resolve')
      await ana.command(channel.id, 'close now')
      await office.pass(10)
      const told = cleo.directMessages().length + cleo.ephemerals().length
      for (const [index, person] of [ana, ben, cleo].entries())
        await person.react(channel.id, stamps[index] ?? '', 'pushpin')
      await office.quiet()
      expect(inBrief(await record(office, channel))).toEqual(['note: by admin', 'note: by owner'])
      expect(cleo.directMessages().length + cleo.ephemerals().length).toBe(told)
    } finally {
      await office.close()
    }
  })
})
