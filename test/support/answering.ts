import type { Channel, MessageView, OpenModal, Person, Reply } from '../../playground/workspace.ts'
import { challengesIn, lastChallenge, modalOf } from './look.ts'
import type { Office } from './office.ts'

/** Ben clicks a button below the latest challenge. */
export const press = (office: Office, label: string, channel: Channel): Promise<Reply> =>
  office.ben.press(label, { channel: channel.id, ts: lastChallenge(channel).ts })

export const opened = async (office: Office, label: string, channel: Channel): Promise<OpenModal> =>
  modalOf(await press(office, label, channel))

/** The latest challenge; throws unless it begins with `why`. */
export function asked(channel: Channel, why: string): MessageView {
  const last = lastChallenge(channel)
  if (last.plain.startsWith(`*${why}`)) return last
  const all = challengesIn(channel).map(({ plain }) => plain)
  throw new Error(`"${why}" was not asked last, but:\n${all.join('\n---\n')}`)
}

/** The latest ephemeral message to somebody in this channel. */
export const toldLast = (person: Person, channel: Channel): string => person.ephemerals(channel.id).at(-1)?.plain ?? ''

/** Undoes their latest action. */
export async function undo(person: Person, channel: Channel): Promise<void> {
  const shown = person.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: shown?.ts ?? '' })
}
