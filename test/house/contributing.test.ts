import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './tree.ts'

const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const paths = [...text.matchAll(/`([a-z][\w./-]*\/[\w./-]*|[\w-]+\.(?:ts|mjs|sql|prisma))`/g)].map(
  ([, path = '']) => path,
)

it('the contributing guide names only files and folders that exist', () => {
  const exists = (path: string) =>
    existsSync(join(root, path)) || globSync(`{src,src/**}/${path.replace(/\/$/, '')}`, { cwd: root }).length > 0
  expect(paths.length).toBeGreaterThan(40)
  expect(paths.filter((path) => !exists(path))).toEqual([])
})
