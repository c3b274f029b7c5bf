import type { PrismaPg } from '@prisma/adapter-pg'

type NameOf = NonNullable<NonNullable<ConstructorParameters<typeof PrismaPg>[1]>['statementNameGenerator']>

/** The bot has some 300 statements; how long a list of values is makes another of each. */
const maxNamedStatements = 1_000

/**
 * Names under which every session keeps the statements it has prepared: parsing and planning them anew took a third
 * of PostgreSQL's time. A statement beyond the limit gets no name, and is prepared each time it is used.
 */
export function statementNames(limit = maxNamedStatements): NameOf {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined || names.size >= limit) return known ?? ''
    const name = `fresheyes_${names.size}`
    names.set(sql, name)
    return name
  }
}
