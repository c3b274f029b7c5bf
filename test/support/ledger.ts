import type { Channel, MessageView, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf, post } from './look.ts'
import type { Office } from './office.ts'

/** The only ledger in the channel. */
export const ledger = (channel: Channel): MessageView => post(channel, 'What we believe')

/** Clicks a button of the ledger, in the row with this text if one is given. */
export async function pressLedger(person: Person, channel: Channel, label: string, near?: string) {
  const { ts } = ledger(channel)
  return await person.press(label, { channel: channel.id, ts, ...(near && { near }) })
}

/** The modal that a button of the ledger opens. */
export const formOfLedger = async (
  person: Person,
  channel: Channel,
  label: string,
  near?: string,
): Promise<OpenModal> => modalOf(await pressLedger(person, channel, label, near))

/** The latest ephemeral message to this person. */
export const lastPrivate = (person: Person, channel: Channel): string =>
  person.ephemerals(channel.id).at(-1)?.plain ?? ''

/** Posts a message and captures it by reaction; returns its `ts`. */
export async function captured(
  office: Office,
  person: Person,
  channel: Channel,
  { text, reaction = 'mag' }: { text: string; reaction?: string },
): Promise<string> {
  const ts = await person.say(channel.id, text)
  await person.react(channel.id, ts, reaction)
  await office.quiet()
  return ts
}
