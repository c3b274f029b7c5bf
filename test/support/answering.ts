import type { Channel, MessageView, OpenModal, Person, Reply } from '../../playground/workspace.ts'
import { challengesIn, lastChallenge, modalOf } from './look.ts'
import type { Office } from './office.ts'

/** What Ben presses below the challenge that came last. */
export const press = (office: Office, label: string, channel: Channel): Promise<Reply> =>
  office.ben.press(label, { channel: channel.id, ts: lastChallenge(channel).ts })

export const opened = async (office: Office, label: string, channel: Channel): Promise<OpenModal> =>
  modalOf(await press(office, label, channel))

/** The challenge that begins so; refused where something else was asked last. */
export function asked(channel: Channel, why: string): MessageView {
  const last = lastChallenge(channel)
  if (last.plain.startsWith(`*${why}`)) return last
  const all = challengesIn(channel).map(({ plain }) => plain)
  throw new Error(`"${why}" was not asked last, but:\n${all.join('\n---\n')}`)
}

/** What somebody was privately told last, in that channel. */
export const toldLast = (person: Person, channel: Channel): string => person.ephemerals(channel.id).at(-1)?.plain ?? ''

/** Takes back what they did last. */
export async function undo(person: Person, channel: Channel): Promise<void> {
  const shown = person.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: shown?.ts ?? '' })
}
