import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import {
  anaReadsDrafts,
  challengesIn,
  draftOf,
  newIncident,
  post,
  posts,
  questioned,
  section,
} from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { choose, openTimeline } from '../support/timeline.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

async function acted(channel: Channel, text: string): Promise<void> {
  const ts = await office.ben.say(channel.id, text)
  await office.ben.react(channel.id, ts, 'hammer_and_wrench')
  await office.quiet()
}

const actionsOf = async (channel: Channel) => section((await draftOf(office, channel)).markdown, 'Actions')

describe('the result of an action', () => {
  let channel: Channel
  beforeAll(async () => {
    channel = await newIncident(office)
    await office.ben.join(channel.id)
    await acted(channel, 'restarted the proxy')
    await office.pass(1)
    await acted(channel, 'doubled the pool')
  })

  it('is reported plainly as missing when nobody gave one', async () => {
    expect(await actionsOf(channel)).toMatch(
      /restarted the proxy \(ben\)\n {2}- _no result was recorded_\n.*doubled the pool/,
    )
  })

  it('is recorded in one word by whoever acted last: one public line, and it is in the draft', async () => {
    const { text } = await office.ben.command(channel.id, 'result worked p99 is down to 200 ms')
    await office.quiet()
    expect(text).toBe('Result of “doubled the pool”: worked')
    const line = post(channel, 'Result of')
    expect(line.plain).toBe('Result of “doubled the pool”: *worked* · ben: p99 is down to 200 ms')
    expect(line.pinged).toEqual([])
    expect(await actionsOf(channel)).toMatch(
      /doubled the pool \(ben\)\n {2}- \*\*worked\*\*: p99 is down to 200 ms \(ben\)/,
    )
  })

  it('quotes the first line of text and does not cut a command behind it into the sentence', async () => {
    const own = await newIncident(office)
    await office.ben.join(own.id)
    await acted(own, `limit is 1GB, pods restarted\n\`\`\`$ kubectl set resources ${'x'.repeat(200)}\`\`\``)
    await office.ben.command(own.id, 'result part')
    await office.quiet()
    expect(post(own, 'Result of').plain).toBe('Result of “limit is 1GB, pods restarted”: *helped in part* · ben')
  })

  it('goes to the next action without a result, whoever took it', async () => {
    await office.ana.command(channel.id, 'result none')
    await office.quiet()
    expect(await actionsOf(channel)).toMatch(/restarted the proxy \(ben\)\n {2}- \*\*no effect\*\* \(ana\)/)
    const { text } = await office.ana.command(channel.id, 'result worse')
    expect(text).toBe('No action waits for its result. `/incident timeline action` shows them all.')
  })

  it('is undone by one click', async () => {
    const shown = office.ana.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
    await office.ana.press('Undo', { channel: channel.id, ts: shown?.ts ?? '' })
    await office.quiet()
    expect(await actionsOf(channel)).toMatch(/restarted the proxy \(ben\)\n {2}- _no result was recorded_/)
  })

  it('is given from the timeline, in free text, and shown there', async () => {
    await openTimeline(office.ana, channel, 'action')
    const form = await choose(office, office.ana, 'Result…', 'restarted')
    const saved = await form.submit({
      'What came of it?': 'made it worse',
      'In your words': 'more <!here> errors',
    })
    await office.quiet()
    expect(saved.next?.title).toMatch(/timeline$/)
    const again = await openTimeline(office.ana, channel, 'action')
    expect(again.rows()[1]?.at(-1)).toBe('*made it worse* · ana: more <!here> errors')
    expect(post(channel, 'more').pinged).toEqual([])
  })

  it.each(['', 'great', 'constructor'])('refuses "%s"', async (word) => {
    const { text } = await office.ana.command(channel.id, `result ${word}`)
    expect(text).toContain('One of `worked`, `part`, `none`, `worse`, `unknown`.')
  })

  it('is announced once when it is given twice', async () => {
    await openTimeline(office.ana, channel, 'action')
    const form = await choose(office, office.ana, 'Result…', 'restarted')
    const { errors } = await form.submit({})
    expect(errors).toEqual({ 'What came of it?': 'That is its result already.' })
    expect(posts(channel, 'made it worse')).toHaveLength(1)
  })

  it('belongs to an action: an entry that became a note has none', async () => {
    await acted(channel, 'looked around')
    await openTimeline(office.ana, channel, 'action')
    const form = await choose(office, office.ana, 'Result…', 'looked around')
    await openTimeline(office.ben, channel, 'action')
    await (await choose(office, office.ben, 'Edit', 'looked around')).submit({ Kind: 'note' })
    const { errors } = await form.submit({ 'What came of it?': 'worked' })
    expect(errors).toEqual({ 'What came of it?': 'Only an action has a result; this entry is of kind note.' })
  })
})

describe('a challenge', () => {
  it('waits for a result of an action, for a limited time', async () => {
    const channel = await questioned(office)
    const asked = challengesIn(channel).length
    await office.pass(18)
    await acted(channel, 'failed over to the other ALB')
    await office.pass(5)
    expect(challengesIn(channel)).toHaveLength(asked)
    await office.ben.command(channel.id, 'result none same errors')
    await office.pass(2.1)
    expect(challengesIn(channel)).toHaveLength(asked + 1)
  })
})
