import type { Channel, MessageView, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf, post } from './look.ts'
import type { Office } from './office.ts'

/** The one ledger in the channel. */
export const ledger = (channel: Channel): MessageView => post(channel, 'What we believe')

/** Presses something of the ledger, of the row with these words where they are given. */
export async function pressLedger(person: Person, channel: Channel, label: string, near?: string) {
  const { ts } = ledger(channel)
  return await person.press(label, { channel: channel.id, ts, ...(near && { near }) })
}

/** The form that a button of the ledger brings up. */
export const formOfLedger = async (
  person: Person,
  channel: Channel,
  label: string,
  near?: string,
): Promise<OpenModal> => modalOf(await pressLedger(person, channel, label, near))

/** What only this person was shown last. */
export const lastPrivate = (person: Person, channel: Channel): string =>
  person.ephemerals(channel.id).at(-1)?.plain ?? ''

/** Somebody writes something and marks it; its `ts`. */
export async function captured(
  office: Office,
  person: Person,
  channel: Channel,
  text: string,
  reaction = 'mag',
): Promise<string> {
  const ts = await person.say(channel.id, text)
  await person.react(channel.id, ts, reaction)
  await office.quiet()
  return ts
}
