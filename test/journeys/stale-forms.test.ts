import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { declareFully, formOf, here } from '../support/forms.ts'
import { modalOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const meanwhile = 'Somebody changed this while you were filling it in. Please close it and open it again.'

const shown = async (channel: Channel): Promise<string> =>
  JSON.stringify((await office.ana.command(channel.id, 'show')).blocks)

it('a stale details modal does not overwrite what somebody else corrected since', async () => {
  const channel = await newIncident(office)
  await office.ben.join(channel.id)
  const form = modalOf(await office.ana.command(channel.id, 'details'))
  await office.ben.command(channel.id, 'mode drill')
  const late = await form.submit({ Summary: 'Nobody can pay' })
  expect(late.errors?.['What is wrong?']).toBe(meanwhile)
  await form.close()
  expect(await shown(channel)).toContain('DRILL')
})

it('a stale impact modal does not remove facts recorded since', async () => {
  const channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.pass(30)
  const form = modalOf(await office.ana.command(channel.id, 'impact'))
  await office.ben.command(channel.id, 'impact users everybody in Spain')
  await form.fill({ From: office.clock.now().toISOString().slice(11, 16) })
  await office.ana.press('Add this window and another')
  const late = await formOf(office.ana).submit({ Requests: 'half of them' })
  expect(Object.values(late.errors ?? {})).toEqual([meanwhile])
  await formOf(office.ana).close()
  expect(await shown(channel)).toContain('everybody in Spain')
})

it('the panel of a closed incident does not affect the one its channel serves now', async () => {
  const { ana, ops } = office
  const hall = office.workspace.addChannel({ name: 'hall', members: ['UANA', 'UBEN', 'UCLEO'] })
  await declareFully(ana, hall.id, { 'What is wrong?': 'The hall is dark', Where: [here] })
  await office.quiet()
  await ana.command(hall.id, 'resolve a fuse')
  await ana.command(hall.id, '')
  await ana.press('Severity…')
  const asked = formOf(ana)
  const sev1 = /SEV1 · [^"]+/.exec(JSON.stringify(asked.blocks))?.[0] ?? ''
  await ana.command(hall.id, 'cancel only a bulb')
  await office.quiet()
  await declareFully(office.ben, hall.id, { 'What is wrong?': 'The hall is wet', Where: [here] })
  await office.quiet()
  const { errors } = await asked.submit({ Severity: sev1 })
  await office.quiet()
  expect(Object.values(errors ?? {}).join()).toMatch(/INC-\d+ is cancelled/)
  expect((await ana.command(ops.id, 'list')).text).toContain('SEV2 · investigating · The hall is wet')
  expect(posts(hall, 'SEV2 → SEV1')).toEqual([])
})
