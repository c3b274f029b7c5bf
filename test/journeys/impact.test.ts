import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  await office.pass(60)
})
afterAll(() => office.close())

const impactIn = async (channel: Channel) => section((await draftOf(office, channel)).markdown, 'Impact')

async function undoLast(channel: Channel): Promise<void> {
  const line = office.ana.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await office.ana.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
  await office.quiet()
}

describe('impact by command', () => {
  it('announces each period and fact in one line and puts them into the draft', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    expect(await impactIn(channel)).toContain('**Missing.** Who was affected and how much, and in which windows.')
    await ana.command(channel.id, 'impact 03:06-03:26')
    await ana.command(channel.id, 'impact users 1-3 % of <!here> telemetry')
    await ana.command(channel.id, 'impact services shepherd, kafka')
    await office.quiet()
    expect(posts(channel, '*Impact*')).toHaveLength(3)
    expect(post(channel, 'telemetry').pinged).toEqual([])
    const draft = await draftOf(office, channel)
    expect(linesOf(draft, 'impact')).toHaveLength(3)
    expect(section(draft.markdown, 'Impact')).toContain('- 2 Mar 2026, 03:06 – 03:26 (20 min)')
    expect(section(draft.markdown, 'Impact')).toContain('- Users: 1-3 % of')
    expect(section(draft.markdown, 'Impact')).not.toContain('Missing')
    expect(section(draft.markdown, 'Facts')).toContain('| Services | shepherd, kafka |')
    await undoLast(channel)
    expect(section((await draftOf(office, channel)).markdown, 'Facts')).not.toContain('shepherd')
  })

  it('lets a period stay open and end, and ends it with the incident if nobody does', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    await ana.command(channel.id, 'impact since 03:20')
    expect(await impactIn(channel)).toContain('- From 2 Mar 2026, 03:20 on')
    await ana.command(channel.id, 'impact until 03:40')
    expect(await impactIn(channel)).toContain('03:40 (20 min)')
    await ana.command(channel.id, 'impact since 03:50')
    await ana.command(channel.id, 'resolve it is over')
    await office.quiet()
    expect(await impactIn(channel)).toMatch(/03:50 – 04:0\d/)
  })

  it('refuses impossible input with a sentence and records nothing', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    await ana.command(channel.id, 'impact 03:06-03:26')
    await ana.command(channel.id, 'impact since 03:50')
    await office.quiet()
    const before = channel.messages().length
    const refused: [string, string][] = [
      ['impact 03:20-03:30', 'It overlaps with'],
      ['impact 03:55-03:56', 'It overlaps with since'],
      ['impact 03:02-03:01', 'It would end before it begins.'],
      ['impact 2026-03-02 03:00-23:00', 'is still to come'],
      ['impact 2026-02-31 03:00-04:00', "isn't a valid date"],
      ['impact since tomorrow', "I can't read a time in “tomorrow”."],
      ['impact until 03:10', 'It would end before it begins.'],
      ['impact everything is bad', 'Say when, or what was affected'],
      ['impact users', 'Say when, or what was affected'],
    ]
    for (const [words, sentence] of refused)
      expect((await ana.command(channel.id, words)).text, words).toContain(sentence)
    await office.quiet()
    expect(channel.messages()).toHaveLength(before)
  })
})

describe('the impact modal', () => {
  it('takes periods one at a time, lists them with a way to remove them, and takes facts', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    const form = modalOf(await ana.command(channel.id, 'impact'))
    await form.fill({ From: '03:06', To: '03:26', 'Error rate': '5 %' })
    await ana.press('Add this window and another')
    await office.quiet()
    const next = formOf(ana)
    expect(JSON.stringify(next.blocks)).toContain('(20 min)')
    expect(next.values.From?.value ?? '').toBe('')
    expect(next.values['Error rate']?.value).toBe('5 %')
    const sent = await next.submit({ From: '03:40' })
    expect(sent.closed).toBe(true)
    await office.quiet()
    expect(posts(channel, '*Impact*')).toHaveLength(2)
    const written = await impactIn(channel)
    expect(written).toContain('(20 min)')
    expect(written).toContain('- From 2 Mar 2026, 03:40 on')
    expect(written).toContain('- Error rate: 5 %')

    const again = modalOf(await ana.command(channel.id, 'impact'))
    expect(again.buttons.filter((label) => label === 'Remove')).toHaveLength(2)
    await ana.press('Remove')
    await office.quiet()
    expect(formOf(ana).buttons.filter((label) => label === 'Remove')).toHaveLength(1)
    await formOf(ana).close()
    expect(await impactIn(channel)).not.toContain('(20 min)')
    await undoLast(channel)
    expect(await impactIn(channel)).toContain('(20 min)')
  })

  it('shows each error at its field and keeps what was typed', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    const form = modalOf(await ana.command(channel.id, 'impact'))
    expect((await form.submit({ To: '03:26', Users: 'all' })).errors).toEqual({
      From: 'From when did it last?',
    })
    expect((await form.submit({ From: '03:30' })).errors?.To).toBe('It would end before it begins. Check the dates.')
    await ana.press('Add this window and another')
    expect(JSON.stringify(formOf(ana).blocks)).toContain('It would end before it begins.')
    expect(formOf(ana).values.Users?.value).toBe('all')
    await formOf(ana).submit({ To: '' })
    await office.quiet()
    expect(await impactIn(channel)).toContain('- Users: all')
  })

  it('records a duplicate submission once, and nothing when nothing is new', async () => {
    const { ana } = office
    const channel = await newIncident(office)
    const form = modalOf(await ana.command(channel.id, 'impact'))
    await form.fill({ Users: 'two customers' })
    await Promise.all([form.submit(), form.submit()])
    await office.quiet()
    expect(posts(channel, '*Impact*')).toHaveLength(1)
    await modalOf(await ana.command(channel.id, 'impact')).submit()
    await office.quiet()
    expect(posts(channel, '*Impact*')).toHaveLength(1)
  })

  it('says who may still edit an incident closed in the meantime, and records nothing', async () => {
    const { ana, ben } = office
    const channel = await newIncident(office)
    await ben.join(channel.id)
    const form = modalOf(await ben.command(channel.id, 'impact'))
    await form.fill({ From: '03:06', To: '03:10' })
    await ana.command(channel.id, 'resolve')
    await ana.command(channel.id, 'close now')
    await office.quiet()
    await ben.press('Add this window and another')
    await office.quiet()
    expect(ben.ephemerals(channel.id).at(-1)?.plain).toContain('Only the commander, the owner or an admin')
    await form.submit()
    await office.quiet()
    expect(posts(channel, '*Impact*')).toEqual([])
  })
})
