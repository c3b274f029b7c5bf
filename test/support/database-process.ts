import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const script = join(import.meta.dirname, 'database-child.ts')

/** Another process that opens the same data folder. */
export interface DatabaseProcess {
  child: ChildProcess
  /** Its next line: `open`, `closed`, or an error; undefined once it has exited. */
  nextLine(): Promise<string | undefined>
  /** Lets it close the database and waits for its exit. */
  finish(): Promise<void>
  kill(): Promise<void>
}

export function openInProcess(
  role: 'bot' | 'guest',
  dataDir: string,
  { path = process.env.PATH, ...user }: { uid?: number; gid?: number; path?: string } = {},
): DatabaseProcess {
  const child = spawn(process.execPath, [script, role, dataDir], {
    ...user,
    stdio: ['pipe', 'pipe', 'inherit'],
    // Only PATH: vitest's own variables would make the child look like a test.
    env: { PATH: path },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = once(child, 'exit')
  return {
    child,
    nextLine: async () => (await lines.next()).value,
    finish: async () => {
      child.stdin.end()
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
