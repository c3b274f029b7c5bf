import type { Channel, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf, newIncident } from './look.ts'
import type { Office } from './office.ts'

/** Helpers to close an incident by modal and to read what it stored. */

/** An incident with Ana as commander, resolved unless `words` say otherwise. */
export async function ledByAna(office: Office, ...words: string[]): Promise<Channel> {
  const channel = await newIncident(office)
  for (const said of ['commander', ...words]) await office.ana.command(channel.id, said)
  await office.quiet()
  return channel
}

export const closeForm = async (person: Person, channel: Channel): Promise<OpenModal> =>
  modalOf(await person.command(channel.id, 'close'))

/** Submits the modal; returns its field errors, empty if it closed. */
export async function sendOff(
  office: Office,
  form: OpenModal,
  values: Record<string, string | string[]> = {},
): Promise<Record<string, string>> {
  const { errors = {}, failed } = await form.submit(values)
  if (failed) throw new Error(failed)
  await office.quiet()
  return errors
}

/** The initial value of a text field. */
export const beginsWith = (form: OpenModal, label: string): string =>
  String((form.values[label] as { value?: string | null } | undefined)?.value ?? '')

const idOf = { select: { id: true } } as const

/** Every stored version of a section: `causes 1: the cache`. */
export async function writtenOf(office: Office, channel: Channel): Promise<string[]> {
  return await office.app.database.transact(async (tx) => {
    const { id: incidentId } = await tx.incident.findFirstOrThrow({
      where: { channelId: channel.id },
      ...idOf,
    })
    const texts = await tx.sectionText.findMany({
      where: { incidentId },
      orderBy: [{ section: 'asc' }, { version: 'asc' }],
    })
    return texts.map(({ section, version, text }) => `${section} ${version}: ${text}`)
  })
}

/** The status of the incident, and when it was resolved and closed. */
export async function endOf(office: Office, channel: Channel) {
  return await office.app.database.transact(
    async (tx) =>
      await tx.incident.findFirstOrThrow({
        where: { channelId: channel.id },
        select: { status: true, resolvedAt: true, closedAt: true },
      }),
  )
}

/** The latest ephemeral message to this person. */
export const toldLast = (person: Person, channel: Channel): string => person.ephemerals(channel.id).at(-1)?.plain ?? ''
