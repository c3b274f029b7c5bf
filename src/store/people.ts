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

/** The time zone a person has set in Slack; null when it is not known. */
export async function zoneOf(tx: Tx, id: string): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id }, select: { zone: true } })
  return person?.zone ?? null
}

/** Those of the ids whose profile has never been fetched. */
export async function unknownPeople(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)]
  const known = await namesOf(tx, wanted)
  return wanted.filter((id) => !known.has(id))
}
