import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { challengeReasons } from '../../src/investigation/challenges/model.ts'
import type { ChallengeRecord } from '../../src/postmortem/document/investigation.ts'
import { PostMortem } from '../../src/postmortem/document/model.ts'
import { root } from '../house/tree.ts'
import { tableOf } from './replays.ts'

const page = join(root, 'docs/challenges.md')
/** The text between `<!-- replay examples/… -->` and `<!-- end -->` is generated from the replay of that folder. */
const marked = /(<!-- replay (examples\/\S+) -->\n)[\s\S]*?(\n<!-- end -->)/g

const text = readFileSync(page, 'utf8')
const folders = [...text.matchAll(marked)].map(([, , folder = '']) => folder)
/** The exported post-mortem of the replay; test/examples keeps it up to date. */
const documentOf = (folder: string): PostMortem =>
  PostMortem.parse(JSON.parse(readFileSync(join(root, folder, 'postmortem.json'), 'utf8')))

describe('docs/challenges.md', () => {
  it('shows the challenges of the recorded incidents', async () => {
    expect(folders).toHaveLength(4)
    const renewed = text.replace(
      marked,
      (_, begin: string, folder: string, end: string) => `${begin}${tableOf(documentOf(folder))}${end}`,
    )
    await expect(renewed).toMatchFileSnapshot(page)
  })

  it.each(['examples/user-api-2025-09-28', 'examples/dashboard-2025-03-03'])(
    'asks at most twice in %s, where challenges gain little',
    (folder) => {
      expect(documentOf(folder).challenges.length).toBeLessThanOrEqual(2)
    },
  )

  it.each(folders)('leaves a team that tests alone in %s, except for evidence that it is wrong', (folder) => {
    const { believed, otherTests, challenges } = documentOf(folder)
    const tests = [...believed.flatMap(({ tests: own }) => own), ...otherTests]
    for (const asked of challenges.filter(isWeak))
      for (const { begunAt, dueAt, closedAt } of tests)
        expect(asked.at > begunAt && asked.at < (closedAt ?? dueAt) && asked.at < dueAt).toBe(false)
  })
})

const weak: readonly string[] = challengeReasons.slice(challengeReasons.indexOf('recurrence') + 1)
const isWeak = ({ reason }: ChallengeRecord): boolean => weak.includes(reason)
