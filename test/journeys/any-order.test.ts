import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type Letter, Postman } from '../support/postman.ts'
import { record } from '../support/record.ts'

let office: Office
const postman = new Postman()
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  const url = await postman.open(`http://127.0.0.1:${office.app.port}/slack/events`)
  await office.workspace.connectHttp(url)
  office.workspace.addUser({ id: 'UDORA', name: 'dora' })
})
afterAll(async () => {
  await office.close()
  await postman.close()
})

/** What people do in one minute, all before the bot receives any of it. */
async function live({ id }: Channel): Promise<void> {
  const { ana, ben, cleo, workspace } = office
  const channel = workspace.channel(id)
  const first = await ben.say(id, 'error rate is up')
  const second = await ana.say(id, 'see https://status.example.com <#CNEWS>')
  const reply = await cleo.say(id, 'lag on <@UDORA> replica', { thread: first })
  const slip = await ben.say(id, 'wrong channel')
  const alert = await ana.say(id, 'p99 is 3 s')
  await ana.react(id, first, 'pushpin')
  await cleo.react(id, first, 'mag')
  await ben.react(id, reply, 'scales')
  await ana.react(id, slip, 'pushpin')
  await ana.unreact(id, slip, 'pushpin')
  await ben.react(id, second, 'pushpin')
  channel?.unfurl(second, { title: 'Status', from_url: 'https://status.example.com', text: 'Up' })
  await cleo.unreact(id, first, 'mag')
  await cleo.edit(id, reply, 'lag on <@UDORA> replica 3')
  await ana.edit(id, second, 'look at https://status.example.com <#CNEWS>')
  channel?.unfurl(second, { title: 'History', from_url: 'https://status.example.com', text: 'Was down' })
  await ana.react(id, second, 'hammer_and_wrench')
  await ben.react(id, alert, 'mag')
  await ana.deleteMessage(id, alert)
  await cleo.react(id, first, 'scales')
  await ana.unreact(id, first, 'pushpin')
}

/** The expected timeline, written by hand. */
const expected = [
  { kind: 'decision', text: 'error rate is up', author: 'ben', links: [], isDeleted: false },
  {
    kind: 'action',
    text: 'look at https://status.example.com #incidents',
    author: 'ana',
    links: ['Status: Up', 'History: Was down'],
    isDeleted: false,
  },
  { kind: 'decision', text: 'lag on @dora replica 3', author: 'cleo', links: [], isDeleted: false },
  { kind: 'observation', text: 'p99 is 3 s', author: 'ana', links: [], isDeleted: true },
]

async function timeline(channel: Channel) {
  return (await record(office, channel)).map(({ kind, text, author, attachments, isDeleted }) => ({
    kind,
    text,
    author,
    links: attachments.map(({ title, text: more }) => `${title}: ${more}`),
    isDeleted,
  }))
}

/** Plays the story in the channel of a new incident and returns the withheld events. */
async function happening(): Promise<{ channel: Channel; letters: Letter[] }> {
  const channel = await newIncident(office)
  for (const person of [office.ben, office.cleo]) await person.join(channel.id)
  await office.quiet()
  postman.hold()
  await live(channel)
  await office.workspace.idle()
  return { channel, letters: postman.collect() }
}

/** The number of events; each is identified by its index. */
const events = 21
/** The index of the next event to deliver, or null to let the bot finish what it has received so far. */
const delivery = fc
  .record({
    order: fc.shuffledSubarray([...Array(events).keys()], { minLength: events }),
    again: fc.array(fc.nat(events - 1), { maxLength: 12 }),
    pauses: fc.array(fc.nat(events), { maxLength: 4 }),
    atOnce: fc.boolean(),
  })
  .map(({ order, again, pauses, atOnce }) => {
    const steps: (number | null)[] = [...order]
    // A lost event is redelivered at any time before or after its turn.
    for (const [place, letter] of again.entries()) steps.splice((letter * (place + 3)) % steps.length, 0, letter)
    for (const place of pauses) steps.splice(place, 0, null)
    return { steps, atOnce }
  })

describe('the same Slack events', () => {
  it('produce the timeline written here by hand when they arrive in order', async () => {
    const { channel, letters } = await happening()
    expect(letters).toHaveLength(events)
    for (const letter of letters) await postman.bring(letter)
    await office.quiet()
    expect(await timeline(channel)).toEqual(expected)
  })

  it('produce the same timeline when reordered, repeated, lost and redelivered, concurrently or one by one', async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async ({ steps, atOnce }) => {
        const { channel, letters } = await happening()
        let running: Promise<void>[] = []
        for (const step of steps) {
          const letter = step === null ? undefined : letters[step]
          if (letter) running.push(postman.bring(letter))
          if (!letter || !atOnce) {
            await Promise.all(running)
            running = []
          }
          if (!letter) await office.quiet()
        }
        await Promise.all(running)
        await office.quiet()
        expect(await timeline(channel)).toEqual(expected)
      }),
      // The decisions are covered by thousands of runs in capture-order and follow-order.
      { numRuns: 6, endOnFailure: true },
    )
  }, 120_000)
})
