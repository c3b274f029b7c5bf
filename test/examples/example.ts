import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Replayed, replay } from '../../src/archive/replay/replay.ts'
import { root } from '../house/tree.ts'
import { type Fact, isSaid } from './fact.ts'
import { sectionsOf } from './sections.ts'

/**
 * One recorded incident, replayed once: its post-mortem is the one kept beside it, and holds every fact that its source
 * states, in the form of its team and in the standard one.
 */
export function describeExample(name: string, form: string, facts: readonly Fact[]): void {
  const folder = join(root, 'examples', name)
  let replayed: Replayed
  beforeAll(async () => {
    replayed = await replay(folder)
  }, 300_000)

  describe(`the post-mortem of ${name}`, () => {
    it.each(['md', 'html', 'json'] as const)('as %s is the one kept in its folder', async (format) => {
      const path = join(folder, `postmortem.${format}`)
      const kept = existsSync(path) ? readFileSync(path, 'utf8') : ''
      const made = replayed[format]
      await expect(alike(kept, made) ? kept : made).toMatchFileSnapshot(path)
    })

    it.each([form, 'standard'])('in the form "%s" holds what its source states', (wanted) => {
      const sections = sectionsOf(replayed.document, wanted)
      const missing = facts.filter((fact) => !isSaid(fact, sections)).map(({ fact }) => fact)
      console.info(`${name}, ${wanted}: facts ${facts.length - missing.length} of ${facts.length}`)
      expect(missing).toEqual([])
    })

    it('every fact is told once, and says something', () => {
      expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length)
      expect(facts.filter(({ says }) => says.length === 0)).toEqual([])
    })
  })
}

/**
 * Whether nobody would see a difference. When the bot's own posts reach Slack, and which of one instant is the first,
 * depends on how busy the machine is, and their links show it. Those to the recording's messages have to be the same.
 */
const alike = (one: string, other: string): boolean => withoutOwnLinks(one) === withoutOwnLinks(other)

const withoutOwnLinks = (text: string): string => text.replace(/\/p\d{10}0000\d\d(?!\d)/g, '/p')
