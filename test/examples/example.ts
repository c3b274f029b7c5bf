import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Replayed } from '../../src/replay/replay.ts'
import { root } from '../house/tree.ts'
import { replayBorrowing } from '../support/replay-borrowing.ts'
import { type Fact, isSaid } from './fact.ts'
import { sectionsOf } from './sections.ts'

/**
 * Replays a recorded incident once and checks that its post-mortem matches the committed one and contains every fact
 * of its source, in the template of its team and in the standard one.
 */
export function describeExample(name: string, form: string, facts: readonly Fact[]): void {
  const folder = join(root, 'examples', name)
  let replayed: Replayed
  beforeAll(async () => {
    replayed = await replayBorrowing(folder)
  }, 300_000)

  describe(`the post-mortem of ${name}`, () => {
    it.each(['md', 'html', 'json'] as const)('as %s matches the one in its folder', async (format) => {
      await expect(replayed[format]).toMatchFileSnapshot(join(folder, `postmortem.${format}`))
    })

    it.each([form, 'standard'])('in the template "%s" contains what its source states', (wanted) => {
      const sections = sectionsOf(replayed.document, wanted)
      const missing = facts.filter((fact) => !isSaid(fact, sections)).map(({ fact }) => fact)
      console.info(`${name}, ${wanted}: facts ${facts.length - missing.length} of ${facts.length}`)
      expect(missing).toEqual([])
    })

    it('lists every fact once, each with something to check', () => {
      expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length)
      expect(facts.filter(({ says }) => says.length === 0)).toEqual([])
    })
  })
}
