import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { closeForm, sendOff, writtenOf } from '../support/closing.ts'
import { type Office, openOffice } from '../support/office.ts'
import { closedIncident, lastPrivate, pressLast, standingFor, writes } from '../support/post-mortem.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** The *Undo* that is shown now, clicked a minute after the call, whatever was shown in between. */
async function wayBack(person: Person): Promise<() => Promise<void>> {
  const { channel, ts } = lastPrivate(person)
  await office.pass(1)
  return async () => {
    await office.pass(1)
    await person.press('Undo', { channel, ts })
    await office.quiet()
  }
}

const changedSince = 'It has been changed again since: undo that first.'

it('edits are undone one by one, latest first, and every step is in the history', async () => {
  const channel = await closedIncident(office)
  await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'One.' })
  const first = await wayBack(office.ben)
  await writes(office, office.ana, channel, { title: 'Summary', text: 'Two.' })
  await first()
  expect(lastPrivate(office.ben).plain).toContain(changedSince)
  await pressLast(office, office.ana, 'Undo')
  await first()
  expect(await writtenOf(office, channel)).toEqual([
    'summary 1: One.',
    'summary 2: Two.',
    'summary 3: One.',
    'summary 4: ',
  ])
})

async function closeAgain(channel: Channel, values: Record<string, string> = {}): Promise<void> {
  await office.ana.command(channel.id, 'reopen it is back')
  await office.quiet()
  await sendOff(office, await closeForm(office.ana, channel), values)
  await office.pass(3)
}

it('an edit that the closing modal has since overwritten cannot be undone, and whoever tries is told', async () => {
  const channel = await closedIncident(office)
  await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'One.' })
  const first = await wayBack(office.ben)
  await closeAgain(channel, { Summary: 'Two.' })
  await first()
  expect(lastPrivate(office.ben).plain).toContain(changedSince)
  expect(await writtenOf(office, channel)).toEqual(['summary 1: One.', 'summary 2: Two.'])
})

it('an edit that the closing modal left alone can still be undone', async () => {
  const channel = await closedIncident(office)
  await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'One.' })
  const first = await wayBack(office.ben)
  await closeAgain(channel)
  await first()
  expect(await writtenOf(office, channel)).toEqual(['summary 1: One.', 'summary 2: '])
})

it('undoing a step of an earlier close does not publish the draft of a later one', async () => {
  const channel = await closedIncident(office)
  await standingFor(office, office.ben, channel)
  const form = (await pressLast(office, office.ben, 'Publish…')).modal
  await form?.submit()
  await office.quiet()
  await standingFor(office, office.ben, channel)
  await pressLast(office, office.ben, 'Back to draft')
  const back = await wayBack(office.ben)
  await closeAgain(channel)
  await back()
  expect(lastPrivate(office.ben).plain).toContain(changedSince)
  expect(await standingFor(office, office.ben, channel)).toContain('draft · form')
})
