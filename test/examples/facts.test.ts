import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../../src/archive/replay/replay.ts'
import { root } from '../house/tree.ts'
import { type Fact, isSaid } from './fact.ts'
import { dashboardFacts } from './facts/dashboard-2025-03-03.ts'
import { wrongExplanationFacts } from './facts/honeycomb-2019-11-06.ts'
import { foundLateFacts } from './facts/honeycomb-2020-04-16.ts'
import { svixFacts } from './facts/svix-2023-03-11.ts'
import { userApiFacts } from './facts/user-api-2025-09-28.ts'
import { sectionsOf } from './sections.ts'

const lists: [name: string, facts: readonly Fact[]][] = [
  ['honeycomb-2019-11-06', wrongExplanationFacts],
  ['user-api-2025-09-28', userApiFacts],
  ['svix-2023-03-11', svixFacts],
  ['honeycomb-2020-04-16', foundLateFacts],
  ['dashboard-2025-03-03', dashboardFacts],
]

describe.each(lists)('the post-mortem of %s', (name, facts) => {
  let sections: ReadonlyMap<string, string>
  beforeAll(async () => {
    sections = sectionsOf(await replay(join(root, 'examples', name)))
  })

  it('holds what its source states, each in its section', () => {
    const due = facts.filter(({ lacks }) => lacks === undefined)
    const missing = due.filter((fact) => !isSaid(fact, sections)).map(({ fact }) => fact)
    console.info(`${name}: facts ${due.length - missing.length} of ${facts.length}`)
    expect(missing).toEqual([])
  })

  it('and what it cannot hold yet is listed as such', () => {
    const after = facts.filter(({ lacks }) => lacks !== undefined)
    expect(after.filter((fact) => isSaid(fact, sections)).map(({ fact }) => fact)).toEqual([])
  })

  it('every fact is told once, and says something', () => {
    expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length)
    expect(facts.filter(({ says }) => says.length === 0)).toEqual([])
  })
})
