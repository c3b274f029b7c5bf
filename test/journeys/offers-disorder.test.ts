import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { newIncident } from '../support/look.ts'
import { offersTo } from '../support/offers.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type Letter, Postman } from '../support/postman.ts'

let office: Office
let channel: Channel
const postman = new Postman()
beforeAll(async () => {
  office = await openOffice()
  await office.workspace.connectHttp(await postman.open(`http://127.0.0.1:${office.app.port}/slack/events`))
})
afterAll(async () => {
  await office.close()
  await postman.close()
})
beforeEach(async () => {
  channel = await newIncident(office, 'SEV1')
  await office.ben.join(channel.id)
  await office.quiet()
})

/** Withholds the events that Slack sends while `work` runs. */
async function held(work: () => Promise<void>): Promise<Letter[]> {
  postman.hold()
  await work()
  await office.workspace.idle()
  return postman.collect()
}
const suspects = () => office.ben.say(channel.id, 'I think it’s the ALB')

async function bring(...letters: Letter[]): Promise<void> {
  for (const letter of letters) await postman.bring(letter)
  await office.quiet()
}

it('a message that Slack delivers three times is offered once, even when two deliveries come at once', async () => {
  const [letter] = await held(async () => void (await suspects()))
  if (!letter) throw new Error('no message event was withheld')
  await Promise.all([bring(letter), bring(letter)])
  await office.pass(3)
  await bring(letter)
  expect(offersTo(office.ben, channel)).toHaveLength(1)
})

it('a message that Slack delivers late is not offered', async () => {
  const letters = await held(async () => void (await suspects()))
  await office.pass(6)
  await bring(...letters)
  expect(offersTo(office.ben, channel)).toEqual([])
})

it('a message that was captured before it was received is not offered', async () => {
  const letters = await held(async () => {
    const ts = await suspects()
    await office.ana.react(channel.id, ts, 'pushpin')
  })
  await bring(...letters.toReversed())
  expect(offersTo(office.ben, channel)).toEqual([])
})

it('a message that was deleted before it was received is not offered', async () => {
  const letters = await held(async () => {
    const ts = await suspects()
    await office.ben.deleteMessage(channel.id, ts)
  })
  await bring(...letters.toReversed())
  expect(offersTo(office.ben, channel)).toEqual([])
})

it('a bot receives no offers', async () => {
  const robot = office.workspace.addUser({ name: 'deploybot', isBot: true })
  await office.ana.invite(channel.id, robot.id)
  await robot.say(channel.id, 'I think it’s the ALB')
  await office.quiet()
  expect(offersTo(robot, channel)).toEqual([])
})
