import type { OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf } from './look.ts'

/** The form with everything, as *More…* brings it up. */
export async function fullForm(person: Person, channel: string, words = 'declare'): Promise<OpenModal> {
  modalOf(await person.command(channel, words))
  await person.press('More…')
  return formOf(person)
}

/** The form in front of somebody. */
export function formOf(person: Person): OpenModal {
  const form = person.modal()
  if (!form) throw new Error(`${person.name} sees no form`)
  return form
}

export const privately = 'Private: a channel for those invited, no announcement'
export const here = 'Here: in this channel instead of a new one'

/** Declares by the full form. */
export async function declareFully(
  person: Person,
  channel: string,
  values: Record<string, string | string[]>,
): Promise<Awaited<ReturnType<OpenModal['submit']>>> {
  return await (await fullForm(person, channel)).submit(values)
}
