import type { Tx } from './transaction.ts'

/** The stored names of people, by id. People without a stored name are left out. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** A person's account, or null until their profile has been fetched from Slack. */
export async function accountOf(tx: Tx, id: string): Promise<{ name: string; bot: boolean; gone: boolean } | null> {
  const person = await tx.person.findUnique({
    where: { id },
    select: { name: true, bot: true, gone: true, fetchedAt: true },
  })
  return person?.fetchedAt ? person : null
}

/** The stored names of people, channels and user groups, by id. */
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

/** The time zone a person has set in Slack, or null if unknown. */
export async function zoneOf(tx: Tx, id: string): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id }, select: { zone: true } })
  return person?.zone ?? null
}

/** A person's stored profile, or null if we have none. */
export async function findStoredProfile(tx: Tx, id: string) {
  return await tx.person.findUnique({ where: { id }, select: { name: true, bot: true, gone: true } })
}

/**
 * Stores people who just acted or were assigned something. A name that came with the payload serves until their profile
 * has been fetched. Returns the ids whose profile is still to be fetched.
 */
export async function upsertPeople(tx: Tx, people: readonly { id: string; name?: string }[]): Promise<string[]> {
  if (people.length === 0) return []
  const ids = [...new Set(people.map(({ id }) => id))]
  const stored = await tx.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, fetchedAt: true },
  })
  const unknown = people.filter(({ id }) => !stored.some((person) => person.id === id))
  const named = unknown.flatMap(({ id, name }) => (name ? [{ id, name }] : []))
  if (named.length > 0) await tx.person.createMany({ data: named, skipDuplicates: true })
  return ids.filter((id) => !stored.find((person) => person.id === id)?.fetchedAt)
}
