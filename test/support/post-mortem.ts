import type { Channel, MessageView, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf, newIncident } from './look.ts'
import type { Office } from './office.ts'

/** A closed incident that Ana commanded and Ben owns, with its draft in the channel. */
export async function closedIncident(office: Office, severity = 'SEV4'): Promise<Channel> {
  const channel = await newIncident(office, severity)
  for (const person of [office.ben, office.cleo]) await person.join(channel.id)
  await office.ana.command(channel.id, 'commander')
  await office.ana.command(channel.id, 'owner @ben')
  await office.quiet()
  await closeNow(office, channel)
  return channel
}

/** Ana resolves and closes it; the draft follows. */
export async function closeNow(office: Office, channel: Channel): Promise<void> {
  await office.ana.command(channel.id, 'resolve it is over')
  await office.quiet()
  await office.ana.command(channel.id, 'close now')
  await office.pass(3)
}

export const textField = 'Text, in Markdown'
export const seenField = 'What changed on record'
export const seen = 'I have seen it: show it no more'

/** The state of the post-mortem, as shown to somebody who asks. */
export async function standingFor(office: Office, person: Person, channel: Channel): Promise<string> {
  const { blocks, text } = await person.command(channel.id, 'postmortem')
  await office.quiet()
  return blocks ? lastPrivate(person).plain : (text ?? '')
}

/** The modal of a section, opened from the menu of the post-mortem. */
export async function editing(office: Office, person: Person, channel: Channel, title: string): Promise<OpenModal> {
  await standingFor(office, person, channel)
  return modalOf(await person.choose('Edit a section…', title, { ts: lastPrivate(person).ts, channel: channel.id }))
}

/** Writes a section as this person and saves it. */
export async function writes(
  office: Office,
  person: Person,
  channel: Channel,
  { title, text }: { title: string; text: string },
): Promise<void> {
  const form = await editing(office, person, channel, title)
  const { errors, failed, closed } = await form.submit({ [textField]: text })
  if (errors || failed || !closed) throw new Error(`not saved: ${failed ?? JSON.stringify(errors)}`)
  await office.quiet()
}

/** The latest ephemeral or direct message to this person. */
export function lastPrivate(person: Person): MessageView {
  const all = [...person.ephemerals(), ...person.directMessages().filter(({ botId }) => botId)]
  const last = all.toSorted((a, b) => Number(a.ts) - Number(b.ts)).at(-1)
  if (!last) throw new Error(`${person.name} has no private message`)
  return last
}

/** Clicks a button of their latest private message. */
export async function pressLast(office: Office, person: Person, label: string) {
  const { channel, ts } = lastPrivate(person)
  const reply = await person.press(label, { channel, ts })
  await office.quiet()
  return reply
}

/** The bot's lines about the post-mortem in its channel, oldest first. */
export const linesAbout = (channel: Channel): string[] =>
  channel.messages().flatMap(({ botId, plain }) => (botId && plain.startsWith('*Post-mortem*') ? [plain] : []))

/** The latest file, as text. */
export const lastFile = (channel: Channel): string => channel.files().at(-1)?.content.toString('utf8') ?? ''
