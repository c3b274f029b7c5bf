import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBinaries } from '../../src/store/embedded/binaries.ts'
import { clearStalePidFile, findPostmaster } from '../../src/store/embedded/postmaster.ts'

describe.runIf(process.platform === 'linux')('postmaster.pid', () => {
  let data: string
  beforeEach(() => {
    data = realpathSync(mkdtempSync('/tmp/fe-'))
  })
  afterEach(() => rmSync(data, { recursive: true }))

  const note = (pid: number) =>
    writeFileSync(join(data, 'postmaster.pid'), `${pid}\n${data}\n1\n5432\n${data}\n`)
  const isThere = () => existsSync(join(data, 'postmaster.pid'))

  test('of a number nobody has is left to PostgreSQL', () => {
    note(4_194_304)
    clearStalePidFile(data)
    expect(findPostmaster(data)).toBeUndefined()
    expect(isThere()).toBe(true)
  })

  test('with the number of another process is removed', () => {
    note(process.pid)
    expect(findPostmaster(data)).toBeUndefined()
    clearStalePidFile(data)
    expect(isThere()).toBe(false)
  })

  test('with the number of a dead server that nobody has buried is removed', async () => {
    const { postgres } = await findBinaries()
    // sleep takes the shell's place and does not wait for its child
    const parent = spawn('sh', ['-c', '"$1" --version >&2 & echo $!; exec sleep 60', 'sh', postgres])
    const zombie = Number(await once(parent.stdout, 'data'))
    await vi.waitUntil(() => readFileSync(`/proc/${zombie}/stat`, 'utf8').includes('(postgres) Z'), 5_000)
    note(zombie)
    expect(findPostmaster(data)).toBeUndefined()
    clearStalePidFile(data)
    expect(isThere()).toBe(false)
    parent.kill()
  })

  test('stays as long as any process works in the folder', async () => {
    note(process.pid)
    const backend = spawn('sleep', ['60'], { cwd: data })
    await once(backend, 'spawn')
    clearStalePidFile(data)
    expect(isThere()).toBe(true)
    backend.kill()
  })
})
