import type { PrismaPg } from '@prisma/adapter-pg'

type NameOf = NonNullable<NonNullable<ConstructorParameters<typeof PrismaPg>[1]>['statementNameGenerator']>

/** The bot has about 300 statements, and each length of a value list makes another one. */
const maxNamedStatements = 1_000

/**
 * Names under which each session keeps its prepared statements: parsing and planning them every time took a third of
 * PostgreSQL's time. A statement beyond the limit gets no name and is prepared on each use.
 */
export function statementNames(limit = maxNamedStatements): NameOf {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const existing = names.get(sql)
    if (existing !== undefined || names.size >= limit) return existing ?? ''
    const name = `fresheyes_${names.size}`
    names.set(sql, name)
    return name
  }
}
