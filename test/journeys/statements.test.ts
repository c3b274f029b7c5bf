import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { root } from '../house/tree.ts'
import { newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type Letter, Postman } from '../support/postman.ts'
import { transactionsDuring } from '../support/statements.ts'

const guide = readFileSync(join(root, 'docs/capture.md'), 'utf8')
/** What docs/capture.md says it costs. */
const stated = (what: string): number => Number(guide.match(new RegExp(`\\| ${what} \\| (\\d+) \\|`))?.[1])

let office: Office
let channel: Channel
const postman = new Postman()
beforeAll(async () => {
  office = await openOffice()
  await office.workspace.connectHttp(await postman.open(`http://127.0.0.1:${office.app.port}/slack/events`))
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.quiet()
})
afterAll(async () => {
  await office.close()
  await postman.close()
})

/** How many statements the bot needs to take what Slack tells of a deed, in the transactions that write this table. */
async function costOf(table: string, deed: () => Promise<unknown>): Promise<number> {
  postman.hold()
  await deed()
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

it('a message merely seen costs what the guide says', async () => {
  expect(await costOf('"SeenMessage"', () => office.ben.say(channel.id, 'only talk'))).toBe(
    stated('a message merely seen'),
  )
})

it('messages that come together are stored together', async () => {
  const talk = async () => {
    for (let index = 0; index < 40; index += 1) await office.ben.say(channel.id, `talk ${index}`)
  }
  const cost = await costOf('"SeenMessage"', talk)
  expect(cost).toBeGreaterThan(0)
  expect(cost).toBeLessThan(20)
})

it('a message captured costs what the guide says, the twentieth as the first', async () => {
  expect(await costOfCapture()).toBe(stated('a message captured'))
  for (let index = 0; index < 18; index += 1)
    await office.ana.react(channel.id, await office.ben.say(channel.id, `line ${index}`), 'pushpin')
  await office.quiet()
  expect(await costOfCapture()).toBe(stated('a message captured'))
})
