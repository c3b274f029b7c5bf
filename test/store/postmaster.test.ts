import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBinaries } from '../../src/platform/db/embedded/binaries.ts'
import { clearStaleLocks, findPostmaster } from '../../src/platform/db/embedded/postmaster.ts'

describe.runIf(process.platform === 'linux')('lock files', () => {
  let data: string
  beforeEach(() => {
    data = realpathSync(mkdtempSync('/tmp/fe-'))
  })
  afterEach(() => rmSync(data, { recursive: true }))

  const locks = ['postmaster.pid', '.s.PGSQL.5432.lock']
  const note = (pid: number) => {
    for (const lock of locks) writeFileSync(join(data, lock), `${pid}\n${data}\n1\n5432\n${data}\n`)
  }
  const left = () => locks.filter((lock) => existsSync(join(data, lock)))

  test('with an unused pid are left to PostgreSQL', () => {
    note(4_194_304)
    clearStaleLocks({ data, socketDir: data })
    expect(findPostmaster(data)).toBeUndefined()
    expect(left()).toEqual(locks)
  })

  test('with the pid of another process are removed', () => {
    note(process.pid)
    expect(findPostmaster(data)).toBeUndefined()
    clearStaleLocks({ data, socketDir: data })
    expect(left()).toEqual([])
  })

  test('with the pid of a zombie server are removed', async () => {
    const { postgres } = await findBinaries()
    // `exec sleep` replaces the shell and never reaps its child, which becomes a zombie.
    const parent = spawn('sh', ['-c', '"$1" --version >&2 & echo $!; exec sleep 60', 'sh', postgres])
    const zombie = Number(await once(parent.stdout, 'data'))
    await vi.waitUntil(() => readFileSync(`/proc/${zombie}/stat`, 'utf8').includes('(postgres) Z'), 5_000)
    note(zombie)
    expect(findPostmaster(data)).toBeUndefined()
    clearStaleLocks({ data, socketDir: data })
    expect(left()).toEqual([])
    parent.kill()
  })

  test('stay as long as any process works in the folder', async () => {
    note(process.pid)
    const backend = spawn('sleep', ['60'], { cwd: data })
    await once(backend, 'spawn')
    clearStaleLocks({ data, socketDir: data })
    expect(left()).toEqual(locks)
    backend.kill()
  })
})
