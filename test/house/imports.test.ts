import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { copyHouse, root, run } from './tree.ts'

/** One violation per rule: the offending file and its imports. */
const breaches: Record<string, [file: string, ...imports: string[]]> = {
  'one-direction': ['src/platform/seeded-upward.ts', '../core/input.ts'],
  'decisions-are-pure': ['src/timeline/entries/seeded-decision.ts', '../../platform/seeded-helper.ts'],
  'features-meet-at-their-public-face': ['src/investigation/challenges/seeded/peek.ts', '../../ledger/store.ts'],
  'only-slack-knows-slack': ['src/platform/seeded-slack.ts', '@slack/web-api'],
  'slack-has-one-face': ['src/seeded-peek.ts', './slack/parse/parse.ts'],
  'only-stores-know-prisma': ['src/platform/seeded-prisma.ts', '@prisma/client'],
  'only-the-calendar-knows-date-fns': ['src/platform/time/seeded-days.ts', 'date-fns/addMonths'],
  'playground-knows-only-the-protocol': ['playground/seeded-insider.ts', '../src/platform/time/clock.ts'],
  'only-replay-loads-the-playground': ['src/platform/seeded-player.ts', '../../playground/json.ts'],
  'replay-is-loaded-on-demand': ['src/platform/seeded-replay.ts', '../replay/summary.ts'],
  'only-the-top-constructs': ['src/platform/seeded-builder.ts', '../app.ts'],
  'no-cycles': ['src/platform/seeded-one.ts', './seeded-two.ts'],
  'no-development-dependency-at-run-time': ['src/platform/seeded-tester.ts', 'fast-check'],
}
/** Areas that stand together do not know each other. */
const beside = 'src/follow-ups/seeded-beside.ts'
/** An import that exists for the compiler alone counts as well. */
const typesUp = 'src/timeline/entries/seeded-state.ts'
/** What messages/ may not import, though it may import Slack's types; and nothing else may import those. */
const beyondTypes = {
  client: 'src/messages/seeded-client.ts',
  atRunTime: 'src/messages/seeded-types.ts',
  elsewhere: 'src/platform/seeded-block.ts',
}
/** A function that takes more than the linter allows. */
const greedy = 'src/platform/seeded-greedy.ts'
/** A decision in a subfolder of its feature must be pure as well. */
const inFolder = 'src/postmortem/seeded/decision.ts'
const accomplices: Record<string, string> = {
  [beside]: "import '../investigation/ledger/model.ts'\n",
  [typesUp]: "import type {} from '../../investigation/state.ts'\n",
  [beyondTypes.client]: "import type {} from '@slack/web-api'\n",
  [beyondTypes.atRunTime]: "import '@slack/types'\n",
  [beyondTypes.elsewhere]: "import type {} from '@slack/types'\n",
  [greedy]: 'export const sum = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e\n',
  [inFolder]: "import '../../platform/seeded-helper.ts'\n",
  'src/platform/seeded-helper.ts': "export { readFileSync as reading } from 'node:fs'\n",
  'src/platform/seeded-two.ts': "import './seeded-one.ts'\nexport const two = 2\n",
}

const Cruise = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})
const Rules = z.object({
  default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
})
const rules = async () => Rules.parse(await import(join(root, '.dependency-cruiser.mjs')))
const Lint = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.unknown() }).nullish() })),
})

const cruise = async (folder: string) =>
  Cruise.parse(
    JSON.parse(
      await run(
        folder,
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        '--config',
        'rules.mjs',
        '-T',
        'json',
        'src',
        'playground',
      ),
    ),
  ).summary

describe('the import rules', () => {
  const tree = copyHouse()
  afterAll(() => tree[Symbol.dispose]())

  it('hold for the code as it is, and cover all of it', async () => {
    const { violations, totalCruised } = await cruise(tree.folder)
    expect(violations).toEqual([])
    expect(totalCruised).toBeGreaterThan(100)
  })

  describe('when each is broken', () => {
    const seen: Record<string, string[]> = {}
    const linted: Record<string, string[]> = {}
    const note = (into: Record<string, string[]>, file: string, rule: string) => {
      into[file] = [...(into[file] ?? []), rule]
    }

    beforeAll(async () => {
      for (const [file, ...imports] of Object.values(breaches))
        tree.seed(file, imports.map((name) => `import '${name}'\n`).join(''))
      for (const [file, content] of Object.entries(accomplices)) tree.seed(file, content)
      for (const { from, rule } of (await cruise(tree.folder)).violations) note(seen, from, rule.name)
      const lint = await run(
        tree.folder,
        '@biomejs/biome/bin/biome',
        'lint',
        '--reporter=json',
        '--max-diagnostics=none',
        'src',
        'playground',
      )
      for (const { category, location } of Lint.parse(JSON.parse(lint)).diagnostics)
        note(linted, JSON.stringify(location?.path), category)
    })

    it('cover every rule', async () => {
      const { default: house } = await rules()
      expect(new Set(house.forbidden.map(({ name }) => name))).toEqual(new Set(Object.keys(breaches)))
    })

    it.each(Object.entries(breaches))('report a violation of %s', (rule, [file]) => {
      expect(seen[file] ?? []).toContain(rule)
    })

    it('report an import between areas that stand together', () => {
      expect(seen[beside]).toContain('one-direction')
    })

    it('report an import upward of types alone', () => {
      expect(seen[typesUp]).toContain('one-direction')
    })

    it.each([
      ["Slack's client in messages/, if only its types", beyondTypes.client],
      ["Slack's types in messages/ at run time", beyondTypes.atRunTime],
      ["Slack's types outside messages/", beyondTypes.elsewhere],
    ])('report an import of %s', (_, file) => {
      expect(seen[file] ?? []).toContain('only-slack-knows-slack')
    })

    it('report an impure decision in a subfolder of its feature too', () => {
      expect(seen[inFolder]).toContain('decisions-are-pure')
    })

    it.each([
      ['an import of Slack outside slack/', 'src/platform/seeded-slack.ts', 'noRestrictedImports'],
      ["an import of Slack's client in messages/", beyondTypes.client, 'noRestrictedImports'],
      ["an import of Slack's types outside messages/", beyondTypes.elsewhere, 'noRestrictedImports'],
      ['an import of the database outside the stores', 'src/platform/seeded-prisma.ts', 'noRestrictedImports'],
      ['an import of the bot in the playground', 'playground/seeded-insider.ts', 'noRestrictedImports'],
      ['an import of a later area', 'src/platform/seeded-upward.ts', 'plugin'],
      ['an import between areas that stand together', beside, 'plugin'],
      ['an import upward of types alone', typesUp, 'plugin'],
      ['a cycle', 'src/platform/seeded-one.ts', 'noImportCycles'],
      ['a function with more than four parameters', greedy, 'useMaxParams'],
    ])('are reported by the linter too, so that the editor shows them: %s', (_, file, rule) => {
      const found = Object.entries(linted).flatMap(([path, rules]) => (path.includes(file) ? rules : []))
      expect(found.join(' ')).toContain(rule)
    })
  })
})
