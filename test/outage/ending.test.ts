import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'

const script = join(import.meta.dirname, '../support/process-child.ts')

let child: ChildProcess
let lines: string[]
let ended: Promise<(number | string | null)[]>

async function run(what: string, until = 'listening'): Promise<void> {
  const started = spawn(process.execPath, [script, what], { stdio: ['ignore', 'pipe', 'inherit'] })
  child = started
  lines = []
  ended = once(started, 'close')
  createInterface({ input: started.stdout }).on('line', (line) => lines.push(line))
  await has(until)
}

const has = (words: string) => eventually(words, () => lines.some((line) => line.includes(words)), 30_000)

afterEach(() => child.kill('SIGKILL'))

describe('the process', () => {
  it('survives an unhandled rejection and logs where it came from', async () => {
    await run('rejection')
    await has('rejections: 1')
    await has('unhandled rejection; continuing')
    const line = lines.find((each) => each.includes('unhandled rejection; continuing'))
    expect(line).toContain('"level":50')
    expect(line).toContain('process-child.ts')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(lines).toContain('stopped')
  })

  it('shuts down in order with exit code 1 after an uncaught exception', async () => {
    await run('exception')
    expect(await ended).toEqual([1, null])
    const line = lines.find((each) => each.includes('uncaught exception'))
    expect(line).toContain('"level":60')
    expect(line).toContain('process-child.ts')
    expect(lines).toContain('stopped')
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('exits at once on a second %s', async (signal, code) => {
    await run('hang')
    child.kill(signal)
    await has('stopped')
    child.kill(signal)
    expect(await ended).toEqual([code, null])
  })

  it('exits cleanly when it is stopped during its start', async () => {
    await run('starting', 'starting')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(lines).not.toContain('listening')
  })
})
