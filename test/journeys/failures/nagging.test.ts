import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { posts } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'

const minutesADay = 24 * 60

let office: Office
beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.close())

describe('failure 19: a reminder fires once ever, or nags without end', () => {
  it('asks for a missing commander three times in two days, and again when the next one leaves', async () => {
    const channel = await office.declare('SEV4 Search is down')
    const times = () => posts(channel, '').filter(({ plain }) => /^\*?(Nobody is|Asked)/.test(plain)).length
    await office.pass(2 * minutesADay)
    expect(times()).toBe(3)
    await office.ana.command(channel.id, 'commander')
    await office.ana.command(channel.id, 'commander none')
    await office.pass(6)
    expect(posts(channel, 'Who decides who does what?')).toHaveLength(1)
  })

  it('brings up a follow-up on its due day and three times after, then stops', async () => {
    const channel = await office.declare('SEV4 Search is down')
    await office.ana.command(channel.id, 'followup raise the limit <@UANA|ana> by today')
    const told = () => office.ana.directMessages().filter(({ plain }) => plain.includes('raise the limit')).length
    const counts: number[] = []
    for (const days of [0.5, 1, 2, 4, 60]) {
      await office.pass(days * minutesADay)
      counts.push(told())
    }
    expect(counts).toEqual([1, 2, 3, 4, 4])
  })
})
