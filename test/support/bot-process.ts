import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { atExit } from './at-exit.ts'
import { startArguments } from './start-command.ts'

/** The bot as an operator runs it: a separate process, configured by its environment. */
export interface BotProcess {
  child: ChildProcess
  /** Every line it has written so far to stdout and stderr. */
  lines: string[]
  onLine(listen: (line: string) => void): void
  /** Resolves once it accepts requests; rejects with its output if it exits first. */
  ready: Promise<void>
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>
  kill(): Promise<void>
}

export function startBotProcess(variables: Record<string, string>): BotProcess {
  const child = spawn(process.execPath, startArguments(), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...variables },
  })
  const lines: string[] = []
  const listeners: ((line: string) => void)[] = []
  const spared = atExit(() => child.kill('SIGKILL'))
  const ended = once(child, 'close').then(([code]) => {
    spared()
    return code as number | null
  })
  const ready = new Promise<void>((resolve, reject) => {
    const keep = (line: string) => {
      lines.push(line)
      for (const listen of listeners) listen(line)
      if (line.includes('Fresheyes is listening')) resolve()
    }
    createInterface({ input: child.stdout }).on('line', keep)
    createInterface({ input: child.stderr }).on('line', keep)
    ended.then(() => reject(new Error(`the bot exited:\n${lines.join('\n')}`)))
  })
  // A test may kill the bot during its start, which must not be an unhandled rejection.
  ready.catch(() => {})
  return {
    child,
    lines,
    onLine: (listen) => void listeners.push(listen),
    ready,
    ended,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Below the ephemeral ports (RFC 6335 and Linux), so that the system assigns none of these to another process. */
const [firstPort, lastPort] = [20_000, 32_000]
let nextPort = firstPort + ((process.pid * 101) % (lastPort - firstPort))

/** A free port for a bot that restarts on the same one; each is given out once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = nextPort
    nextPort = port === lastPort ? firstPort : port + 1
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
