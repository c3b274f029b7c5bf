import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blockLines } from '../../playground/blocks/read.ts'
import type { Channel, Person } from '../../playground/workspace.ts'
import { modalOf, newIncident, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const isText = (value: unknown): value is { text: { text: string } } =>
  typeof value === 'object' && value !== null && 'text' in value

/** What the person reads in Home, a line for each block. */
async function homeOf(person: Person): Promise<string> {
  await person.openHome()
  await office.quiet()
  return shown(person)
}

function shown(person: Person): string {
  const blocks = person.home()?.blocks ?? []
  return blocks.flatMap((block) => (isText(block) ? [block.text.text] : [])).join('\n')
}

async function says(person: Person, channel: Channel, words: string): Promise<void> {
  await person.command(channel.id, words)
  await office.quiet()
}

async function pressed(person: Person, label: string, near: string) {
  const reply = await person.press(label, { near })
  await office.quiet()
  return reply
}
