import type { OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf } from './look.ts'

/** The modal with all fields, opened by *More…*. */
export async function fullForm(person: Person, channel: string, words = 'declare'): Promise<OpenModal> {
  modalOf(await person.command(channel, words))
  await person.press('More…')
  return formOf(person)
}

/** The modal that somebody has open. */
export function formOf(person: Person): OpenModal {
  const form = person.modal()
  if (!form) throw new Error(`${person.name} has no modal open`)
  return form
}

export const privately = 'Private: a channel for those invited, no announcement'
export const here = 'Here: in this channel instead of a new one'

/** Declares through the modal with all fields. */
export async function declareFully(
  person: Person,
  channel: string,
  values: Record<string, string | string[]>,
): Promise<Awaited<ReturnType<OpenModal['submit']>>> {
  return await (await fullForm(person, channel)).submit(values)
}
