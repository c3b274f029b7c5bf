import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBinaries, finishInstallation } from '../../src/platform/db/embedded/binaries.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'package-'))
  for (const folder of ['native/bin', 'native/lib']) mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5.18'])
    writeFileSync(join(root, 'native', file), file)
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }))
  writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
})
afterEach(() => rmSync(root, { recursive: true }))

const binaries = () => ({
  postgres: join(root, 'native/bin/postgres'),
  initdb: join(root, 'native/bin/initdb'),
})

test('makes up for an install script that was not run', () => {
  chmodSync(binaries().postgres, 0o644)
  symlinkSync('libpq.so.5.18', join(root, 'native/lib/libpq.so'))
  finishInstallation(binaries())
  finishInstallation(binaries())
  expect(readFileSync(join(root, 'native/lib/libpq.so'), 'utf8')).toBe('lib/libpq.so.5.18')
  expect(readFileSync(join(root, 'native/lib/libpq.so.5'), 'utf8')).toBe('lib/libpq.so.5.18')
  expect(statSync(binaries().postgres).mode & 0o777).toBe(0o755)
})

test('a system without a package is told to bring its own database', async () => {
  await expect(findBinaries('plan9-mips')).rejects.toThrow(
    'There is no built-in PostgreSQL for plan9-mips here: set DATABASE_URL to a PostgreSQL 14 or newer.',
  )
})
