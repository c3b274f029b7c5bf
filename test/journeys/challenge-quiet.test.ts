import { afterAll, beforeAll, expect, it } from 'vitest'
import { anaReadsDrafts, challengesIn, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

// The clock starts at 03:00 on a Monday.
let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

it('a SEV3 that everybody sleeps through is questioned soon after somebody is back', async () => {
  const channel = await newIncident(office, 'SEV3')
  await office.ana.say(channel.id, 'off to bed, this can wait')
  await office.pass(120)
  expect(challengesIn(channel)).toEqual([])
  await office.ben.join(channel.id)
  await office.ben.say(channel.id, 'woken by the pager, looking')
  await office.pass(10)
  expect(challengesIn(channel)).toHaveLength(1)
  await office.ana.command(channel.id, 'resolve')
})

it('a SEV3 that nobody works on is questioned when the working day begins', async () => {
  const channel = await newIncident(office, 'SEV3')
  const untilNine = (new Date('2026-03-02T09:00:00Z').getTime() - office.clock.now().getTime()) / 60_000
  await office.pass(untilNine - 1)
  expect(challengesIn(channel)).toEqual([])
  await office.pass(11)
  expect(challengesIn(channel)).toHaveLength(1)
  await office.ana.command(channel.id, 'resolve')
})
