import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import { modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const resolved = async (): Promise<Channel> => {
  const channel = await newIncident(office)
  await office.ana.command(channel.id, 'commander')
  await office.ana.command(channel.id, 'resolve reverted the release')
  await office.quiet()
  return channel
}

describe('closing by the form', () => {
  it('x', async () => {
    const channel = await resolved()
    const form = modalOf(await office.ana.command(channel.id, 'close'))
    console.log(form.title, form.plain)
    console.log(await form.submit({ Summary: 'It broke', 'Lessons to add': 'badly: no runbook\nwow' , 'Still unexplained?': 'why at night'}))
    await office.quiet()
    console.log(channel.messages().map((m) => m.plain), office.ana.ephemerals(channel.id).at(-1)?.plain, channel.files().length)
  })
})
void formOf, post, posts
