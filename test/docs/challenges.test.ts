import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { tableOf } from './replays.ts'

const page = new URL('../../docs/challenges.md', import.meta.url).pathname

/** What stands between `<!-- replay examples/… -->` and `<!-- end -->` is made by replaying that folder. */
const marked = /(<!-- replay (examples\/\S+) -->\n)[\s\S]*?(\n<!-- end -->)/g

it('docs/challenges.md shows what is asked in the recorded incidents', async () => {
  const text = readFileSync(page, 'utf8')
  const found = [...text.matchAll(marked)]
  expect(found.length).toBeGreaterThanOrEqual(4)
  const tables = new Map<string, string>()
  for (const [, , folder = ''] of found) tables.set(folder, await tableOf(folder))
  const renewed = text.replace(
    marked,
    (_, begin: string, folder: string, end: string) => `${begin}${tables.get(folder)}${end}`,
  )
  await expect(renewed).toMatchFileSnapshot(page)
}, 240_000)
