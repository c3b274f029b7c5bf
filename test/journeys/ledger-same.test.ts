import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { captured, lastPrivate, ledger } from '../support/ledger.ts'
import { modalOf, newIncident, posts } from '../support/look.ts'
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
  await office.quiet()
})

const muchLike = 'It is much like one in the ledger, open: “the ALB is failing”. Is it the same?'
const rows = () => ledger(channel).plain.match(/^\*\d+\. .*\*/gm) ?? []

async function press(label: string) {
  await office.ben.press(label, { channel: channel.id })
  await office.quiet()
}

describe('a hypothesis nearly identical to an existing one', () => {
  it('is offered as evidence for the existing one', async () => {
    const { text } = await office.ben.command(channel.id, 'hyp I think the ALBs are failing again')
    expect(text).toBe(muchLike)
    await office.quiet()
    expect(rows()).toHaveLength(1)
    await press('Add as evidence')
    expect(rows()).toHaveLength(1)
    expect(ledger(channel).plain).toMatch(/1 for .* · 0 against/)
    expect(posts(channel, 'Evidence for *the ALB is failing*: I think the ALBs are failing again · ben')).toHaveLength(
      1,
    )
  })

  it('can be tracked anyway, once', async () => {
    await office.ben.command(channel.id, 'hyp ALB failing again')
    await office.quiet()
    const { ts = '' } = office.ben.ephemerals(channel.id).at(-1) ?? {}
    for (const _ of [1, 2]) {
      await office.ben.press('Track it anyway', { channel: channel.id, ...(ts && { ts }) })
      await office.quiet()
    }
    expect(rows()).toEqual(['*1. the ALB is failing*', '*2. ALB failing again*'])
    expect(lastPrivate(office.ben, channel)).toBe('It is in the ledger already, open: “ALB failing again”.')
  })

  it('is questioned privately too when it comes from the modal', async () => {
    const form = modalOf(await office.ben.press('Hypothesis…', { channel: channel.id }))
    await form.submit({ 'What could it be?': 'failing ALB' })
    await office.quiet()
    expect(lastPrivate(office.ben, channel)).toContain(muchLike)
  })

  it.each(['the ALB is fine', 'the NLB is failing', 'the ALB is not failing'])(
    'accepts “%s” as a different hypothesis',
    async (words) => {
      await office.ben.command(channel.id, `hyp ${words}`)
      await office.quiet()
      expect(rows()).toHaveLength(2)
    },
  )
})

describe('a captured message that repeats a hypothesis of the ledger', () => {
  it('stays on the timeline; whoever reacted is asked once and may add it as evidence', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'ALB failing?', reaction: 'bulb' })
    expect(lastPrivate(office.ben, channel)).toContain(muchLike)
    await office.ana.react(channel.id, ts, 'bulb')
    await office.quiet()
    expect(office.ana.ephemerals(channel.id).filter(({ plain }) => plain.includes('in the ledger'))).toEqual([])
    expect(rows()).toHaveLength(1)
    await press('Add as evidence')
    expect(ledger(channel).plain).toMatch(/1 for .* · 0 against/)
    expect(JSON.stringify(ledger(channel).blocks)).toContain(`/p${ts.replace('.', '')}|1>`)
  })

  it('can be tracked anyway by a click, dated when the message was written', async () => {
    await captured(office, office.ben, channel, { text: 'so the ALB could be failing really?', reaction: 'bulb' })
    await press('Track it anyway')
    expect(rows()).toEqual(['*1. the ALB is failing*', '*2. so the ALB could be failing really?*'])
    await press('Track it anyway')
    expect(lastPrivate(office.ben, channel)).toBe('It is in the ledger already.')
    await press('Undo')
    expect(rows()).toEqual(['*1. the ALB is failing*'])
  })

  it('gets one private message with both buttons and an undo when it comes from the shortcut', async () => {
    const ts = await office.ben.say(channel.id, 'probably ALBs failing')
    await office.ben.shortcut('track_hypothesis', { channel: channel.id, ts })
    await office.quiet()
    const own = office.ben.ephemerals(channel.id)
    expect(own.filter(({ plain }) => plain.includes('much like'))).toHaveLength(1)
    expect(own.at(-1)?.buttons).toEqual(['Add as evidence', 'Track it anyway', 'Undo'])
    await press('Add as evidence')
    expect(ledger(channel).plain).toMatch(/1 for .* · 0 against/)
  })

  it('is not evidence when it was withdrawn before the click', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'ALB failing!', reaction: 'bulb' })
    await office.ben.unreact(channel.id, ts, 'bulb')
    await office.quiet()
    await press('Add as evidence')
    expect(lastPrivate(office.ben, channel)).toBe('That entry was withdrawn meanwhile.')
    expect(ledger(channel).plain).toContain('0 for · 0 against')
  })
})

describe('a closed hypothesis that is proposed again', () => {
  beforeEach(async () => {
    await office.ana.command(channel.id, 'rule-out the ALB is failing: health checks pass')
    await office.quiet()
  })

  it('can be reopened with a reason', async () => {
    const { text } = await office.ben.command(channel.id, 'hyp the alb is failing')
    expect(text).toBe('It is in the ledger already, ruled out: “the ALB is failing”.')
    const form = modalOf(await office.ben.press('Reopen…', { channel: channel.id, near: 'in the ledger already' }))
    const empty = await form.submit({ 'What brings it back?': ' ' })
    expect(empty.errors?.['What brings it back?']).toBe('What brings it back? A few words are enough.')
    await form.submit({ 'What brings it back?': 'one zone has no targets' })
    await office.quiet()
    expect(rows()).toEqual(['*1. the ALB is failing*'])
    expect(
      posts(channel, '*Reopened:* the ALB is failing (was ruled out) · ben: one zone has no targets'),
    ).toHaveLength(1)
  })

  it('says so when it is added as evidence after it was ruled out', async () => {
    await office.ana.command(channel.id, 'hyp the cache is cold')
    await office.ben.command(channel.id, 'hyp cold cache')
    await office.ana.command(channel.id, 'rule-out the cache is cold: hit rate is 99 %')
    await office.quiet()
    await press('Add as evidence')
    expect(lastPrivate(office.ben, channel)).toBe('It is ruled out already: “the cache is cold”.')
  })
})
