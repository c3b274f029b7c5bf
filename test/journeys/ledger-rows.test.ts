import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import { formOfLedger, lastPrivate, ledger, pressLedger } from '../support/ledger.ts'
import { modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.ana.command(channel.id, 'hyp the ALB is failing')
  await office.ana.command(channel.id, 'hyp the cache is cold')
  await office.quiet()
})

const leading = () => ledger(channel).plain.match(/^\*\d+\. .*\* · leads$/gm) ?? []

async function press(label: string, near?: string) {
  const reply = await pressLedger(office.ben, channel, label, near)
  await office.quiet()
  return reply
}

async function undo() {
  await office.ben.press('Undo', { channel: channel.id })
  await office.quiet()
}

describe('the leading hypothesis', () => {
  it('is marked by a click, is the only one, and comes first', async () => {
    await press('Leads', 'the cache')
    expect(post(channel, '*Leads:*').plain).toBe('*Leads:* the cache is cold · ben')
    expect(leading()).toEqual(['*2. the cache is cold* · leads'])
    expect(ledger(channel).plain.indexOf('the cache is cold')).toBeLessThan(
      ledger(channel).plain.indexOf('the ALB is failing'),
    )
    await press('Leads', 'the ALB')
    expect(leading()).toEqual(['*1. the ALB is failing* · leads'])
    await undo()
    expect(leading()).toEqual(['*2. the cache is cold* · leads'])
    await press('No longer leads', 'the cache')
    expect(leading()).toEqual([])
  })

  it('is announced once when two people mark it', async () => {
    const { ts } = ledger(channel)
    await office.ben.press('Leads', { channel: channel.id, ts, near: 'the cache' })
    await office.ana.press('Leads', { channel: channel.id, ts, near: 'the cache' })
    await office.quiet()
    expect(posts(channel, '*Leads:*')).toHaveLength(1)
    expect(lastPrivate(office.ana, channel)).toBe('*the cache is cold* leads already.')
  })

  it('stops leading when it is ruled out, and leads again on undo unless another one does', async () => {
    await press('Leads', 'the cache')
    await office.ben.command(channel.id, 'rule-out the cache is cold: hit rate is 99 %')
    await office.quiet()
    expect(leading()).toEqual([])
    await undo()
    expect(leading()).toEqual(['*2. the cache is cold* · leads'])
  })
})

describe('a row', () => {
  it('is parked with a reason, and reopened from the menu of the closed ones', async () => {
    const form = await formOfLedger(office.ben, channel, 'Park…', 'the cache')
    expect(form.labels).toEqual(['Why is it put aside?'])
    const empty = await form.submit({ 'Why is it put aside?': ' ' })
    expect(empty.errors?.['Why is it put aside?']).toContain('Say why')
    await form.submit({ 'Why is it put aside?': 'nobody can look <!channel> before 9' })
    await office.quiet()
    const line = post(channel, '*Parked:*')
    expect(line.plain).toBe('*Parked:* the cache is cold · ben: nobody can look <!channel> before 9')
    expect(line.pinged).toEqual([])
    expect(ledger(channel).plain).toContain('2. *the cache is cold* parked: nobody can look')
    const reopen = await formOfLedger(office.ana, channel, 'Reopen…')
    await reopen.submit({ 'Which?': '2. the cache is cold (parked)', 'What brings it back?': 'it is 9' })
    await office.quiet()
    expect(post(channel, '*Reopened:*').plain).toBe('*Reopened:* the cache is cold (was parked) · ana: it is 9')
    expect(ledger(channel).buttons).not.toContain('Reopen…')
    const reopenedAt = () =>
      office.app.database.transact((tx) =>
        tx.hypothesis.findFirst({
          where: { number: 2, incident: { channelId: channel.id } },
          select: { openedAt: true, reopenedAt: true },
        }),
      )
    expect(await reopenedAt()).toEqual({ openedAt: expect.any(Date), reopenedAt: office.clock.now() })
    await office.ana.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(await reopenedAt()).toMatchObject({ reopenedAt: null })
    expect(ledger(channel).plain).toContain('2. *the cache is cold* parked: nobody can look')
  })

  it('is reopened once when two people do it, and the second is told', async () => {
    await office.ana.command(channel.id, 'rule-out the cache is cold: hit rate is 99 %')
    await office.quiet()
    const forms = [
      await formOfLedger(office.ana, channel, 'Reopen…'),
      await formOfLedger(office.ben, channel, 'Reopen…'),
    ]
    const answers = []
    for (const form of forms) {
      answers.push(
        await form.submit({
          'Which?': '2. the cache is cold (ruled out)',
          'What brings it back?': 'cold again',
        }),
      )
      await office.quiet()
    }
    expect(answers[1]?.errors?.['Which?']).toBe('It is open already: “the cache is cold”.')
    expect(posts(channel, '*Reopened:*')).toHaveLength(1)
  })

  it('answers every button with a sentence when it was closed in the meantime', async () => {
    // A ledger shown on request is not refreshed.
    await office.ben.command(channel.id, 'hyp')
    const { ts = '' } = office.ben.ephemerals(channel.id).at(-1) ?? {}
    const liveMessage = { channel: channel.id, ts, near: 'the cache' }
    const forms = ['Rule out…', 'Park…', 'Confirm…', 'Evidence…', 'Test…']
    await office.ana.command(channel.id, 'rule-out the cache is cold: hit rate is 99 %')
    for (const label of [...forms, 'Leads']) {
      const { modal } = await office.ben.press(label, liveMessage)
      expect(modal).toBeUndefined()
    }
    await office.quiet()
    const told = office.ben.ephemerals(channel.id).map(({ plain }) => plain)
    expect(told.filter((plain) => plain === 'It is ruled out already: “the cache is cold”.')).toHaveLength(6)
  })

  it('shows its details, where it can be marked as leading', async () => {
    modalOf(await press('Details…', 'the cache'))
    await office.ben.press('Leads')
    await office.quiet()
    expect(leading()).toEqual(['*2. the cache is cold* · leads'])
    expect(JSON.stringify(formOf(office.ben).blocks)).toContain('No longer leads')
  })

  it('can be reached through the list when the live message has no room for it', async () => {
    for (let count = 3; count <= 16; count += 1) await office.ana.command(channel.id, `hyp cause of its own${count}`)
    await office.quiet()
    const { plain } = ledger(channel)
    expect(plain).toMatch(/16\. cause of its own16|… and \d+ more open\./)
    const form = await formOfLedger(office.ben, channel, 'The others…')
    await form.submit({ 'Which?': '16. cause of its own16' })
    expect(formOf(office.ben).title).toBe('Hypothesis 16')
    await office.ben.press('Rule out…')
    await formOf(office.ben).submit({ 'Why is it ruled out?': 'no' })
    await office.quiet()
    expect(post(channel, '*Ruled out:*').plain).toBe('*Ruled out:* cause of its own16 · ben: no')
  })
})
