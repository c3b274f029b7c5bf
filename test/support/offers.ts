import type { Channel, MessageView, Person } from '../../playground/workspace.ts'
import type { Office } from './office.ts'

/** The offers to somebody in a channel, oldest first. */
export const offersTo = (person: Person, channel: Channel): MessageView[] =>
  person.ephemerals(channel.id).filter(({ buttons }) => buttons.includes('No more offers'))

/** Posts a message as this person; returns the offer they get for it, if any. */
export async function offeredFor(
  { office, channel }: { office: Office; channel: Channel },
  person: Person,
  words: string,
): Promise<MessageView | undefined> {
  const before = offersTo(person, channel).length
  await person.say(channel.id, words)
  await office.quiet()
  return offersTo(person, channel)[before]
}

/** Clicks a button of an offer; returns the latest ephemeral message. */
export async function take(
  { office, channel }: { office: Office; channel: Channel },
  person: Person,
  offer: MessageView | undefined,
  label: string,
): Promise<string | undefined> {
  await person.press(label, { channel: channel.id, ts: offer?.ts ?? '' })
  await office.quiet()
  return person.ephemerals(channel.id).at(-1)?.plain
}
