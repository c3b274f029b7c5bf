import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { root } from '../house/tree.ts'
import { newIncident } from '../support/look.ts'
import { offersTo } from '../support/offers.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type Letter, Postman } from '../support/postman.ts'
import { transactionsDuring } from '../support/statements.ts'

const guide = readFileSync(join(root, 'docs/capture.md'), 'utf8')
/** The number of statements that docs/capture.md states. */
const stated = (what: string): number => Number(guide.match(new RegExp(`\\| ${what} \\| (\\d+) \\|`))?.[1])

let office: Office
let channel: Channel
/** The channel of an incident with challenges. */
let busy: Channel
const postman = new Postman()
beforeAll(async () => {
  office = await openOffice()
  await office.workspace.connectHttp(await postman.open(`http://127.0.0.1:${office.app.port}/slack/events`))
  channel = await newIncident(office)
  busy = await newIncident(office, 'SEV1')
  for (const { id } of [channel, busy]) await office.ben.join(id)
  await office.quiet()
})
afterAll(async () => {
  await office.close()
  await postman.close()
})

/** How many statements the bot needs for the events of `work`, in the transactions that write this table. */
async function costOf(table: string, work: () => Promise<unknown>): Promise<number> {
  postman.hold()
  await work()
  await office.workspace.idle()
  const letters: Letter[] = postman.collect()
  const transactions = await transactionsDuring(async () => {
    await Promise.all(letters.map((letter) => postman.bring(letter)))
  })
  const taking = transactions.filter((texts) => texts.some((text) => text.includes(`INSERT INTO ${table}`)))
  return taking.flat().length
}

async function costOfCapture(): Promise<number> {
  const ts = await office.ben.say(channel.id, 'p99 is up')
  await office.quiet()
  const cost = await costOf('"public"."Entry"', () => office.ana.react(channel.id, ts, 'pushpin'))
  await office.quiet()
  return cost
}

it('a message that is only stored costs what the guide says', async () => {
  expect(await costOf('"SeenMessage"', () => office.ben.say(channel.id, 'only talk'))).toBe(
    stated('a message that is only stored'),
  )
})

it('messages that arrive together cost at most a statement each', async () => {
  const talk = async () => {
    for (let index = 0; index < 40; index += 1) await office.ben.say(channel.id, `talk ${index}`)
  }
  const cost = await costOf('"SeenMessage"', talk)
  expect(cost).toBeGreaterThan(0)
  expect(cost).toBeLessThanOrEqual(40)
})

/** The transactions of the bot while people post all these messages at once. */
async function transactionsFor(messages: readonly string[]): Promise<string[][]> {
  postman.hold()
  for (const words of messages) await office.ben.say(busy.id, words)
  await office.workspace.idle()
  const letters = postman.collect()
  return await transactionsDuring(async () => {
    await Promise.all(letters.map((letter) => postman.bring(letter)))
    await office.quiet()
  })
}

/** The timer scan skips locked rows and runs regardless of the load, so it does not count. */
const isLook = (text: string): boolean => text.includes('FROM "Timer"')

const locking = (transactions: readonly string[][]): number =>
  transactions.filter((texts) => texts.some((text) => text.includes('FOR NO KEY UPDATE') && !isLook(text))).length

it('five hundred messages without a signal lock nothing and cost at most a statement each', async () => {
  const talk = Array.from({ length: 500 }, (_, index) => `is anybody looking at host ${index}? I am on my way`)
  const transactions = await transactionsFor(talk)
  expect(locking(transactions)).toBe(0)
  const storing = transactions.filter((texts) => texts.some((text) => text.includes('INSERT INTO "SeenMessage"')))
  expect(storing.flat().length).toBeLessThanOrEqual(talk.length)
})

it('a message with a clear signal locks the incident once; the response to the offer locks nothing', async () => {
  const talk = Array.from({ length: 40 }, (_, index) => `looking at host ${index}`)
  expect(locking(await transactionsFor([...talk, 'I think it’s the ALB']))).toBe(1)
  expect(offersTo(office.ben, busy)).toHaveLength(1)
})

it('capturing a message costs what the guide says, the twentieth as much as the first', async () => {
  expect(await costOfCapture()).toBe(stated('a message that is captured'))
  for (let index = 0; index < 18; index += 1)
    await office.ana.react(channel.id, await office.ben.say(channel.id, `line ${index}`), 'pushpin')
  await office.quiet()
  expect(await costOfCapture()).toBe(stated('a message that is captured'))
})
