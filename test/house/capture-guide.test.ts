import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './tree.ts'

const rows = readFileSync(join(root, 'docs/capture.md'), 'utf8').matchAll(/^\| (.+) \| `(.+\.test\.ts)`: (.+) \|$/gm)
const claims = [...rows].map(([, what = '', file = '', name = '']) => ({ what, file, name }))

it('the capture guide quotes tests', () => {
  expect(claims.length).toBeGreaterThan(40)
})

it.each(claims)('$what: $name', ({ file, name }) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(name)
})
