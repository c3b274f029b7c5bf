import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './tree.ts'

const filesIn = (...folders: string[]): string[] =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => path.endsWith('.ts') && !path.startsWith('src/generated/'))

const text = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('the source files', () => {
  it('are found', () => {
    expect(filesIn('src', 'playground', 'test').length).toBeGreaterThan(200)
  })

  // A pg client ends the process when its session ends: see `Session`.
  it('open database sessions in one place', () => {
    const opens = filesIn('src').filter((path) => /import (?!type )[^\n]* from 'pg'/.test(text(path)))
    expect(opens).toEqual(['src/platform/db/session.ts'])
  })

  it('skip no test', () => {
    const marked =
      /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:only|skip|todo)\b|\b(?:xit|fit|xdescribe|fdescribe)\(/
    const tests = filesIn('src', 'playground', 'test').filter((path) => path.endsWith('.test.ts'))
    expect(tests.filter((path) => marked.test(text(path)))).toEqual([])
  })
})
