import type { Tx } from './transaction.ts'

/** Names of those who are known, by id. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** What is known of somebody's account; null until Slack has told. */
export async function accountOf(tx: Tx, id: string): Promise<{ name: string; bot: boolean; gone: boolean } | null> {
  const person = await tx.person.findUnique({
    where: { id },
    select: { name: true, bot: true, gone: true, fetchedAt: true },
  })
  return person?.fetchedAt ? person : null
}

/** Names of those who are known, and of what is known, by id: people, channels and user groups. */
export async function knownNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await namesOf(
    tx,
    ids.filter((id) => /^[UWB]/.test(id)),
  )
  const others = ids.filter((id) => !/^[UWB]/.test(id))
  if (others.length === 0) return people
  const labels = await tx.label.findMany({ where: { id: { in: others } }, select: { id: true, name: true } })
  return new Map([...people, ...labels.map(({ id, name }) => [id, name] as const)])
}

/** The time zone a person has set in Slack; null when it is not known. */
export async function zoneOf(tx: Tx, id: string): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id }, select: { zone: true } })
  return person?.zone ?? null
}

/** What is known of a person; null where nobody has met them. */
export async function findStoredProfile(tx: Tx, id: string) {
  return await tx.person.findUnique({ where: { id }, select: { name: true, bot: true, gone: true } })
}

/**
 * People who have just done something, or to whom something was given: a name that came with the deed serves until
 * their profile has been fetched. Returns those whose profile is still to be fetched.
 */
export async function upsertPeople(tx: Tx, people: readonly { id: string; name?: string }[]): Promise<string[]> {
  if (people.length === 0) return []
  const ids = [...new Set(people.map(({ id }) => id))]
  const known = await tx.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, fetchedAt: true },
  })
  const unknown = people.filter(({ id }) => !known.some((person) => person.id === id))
  const named = unknown.flatMap(({ id, name }) => (name ? [{ id, name }] : []))
  if (named.length > 0) await tx.person.createMany({ data: named, skipDuplicates: true })
  return ids.filter((id) => !known.find((person) => person.id === id)?.fetchedAt)
}
