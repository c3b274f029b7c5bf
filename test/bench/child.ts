import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Workspace } from '../../playground/workspace.ts'
import { freePort } from '../support/bot-process.ts'

/** A server in its own process, so that it does not share a thread with the load generator. */
export interface Child {
  url: string
  /** From the start of the process to its first response, in ms. */
  startMs: number
  /** Resident memory, in MB. */
  memory(): number
  stop(): Promise<void>
}

/** How an app of this workspace is configured. */
export const environmentOf = ({ botToken, signingSecret, apiUrl }: Workspace): Record<string, string> => ({
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: apiUrl,
  FRESHEYES_CONFIG: '',
  LOG_LEVEL: 'warn',
})

export async function startChild(script: string[], env: Record<string, string>): Promise<Child> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, script, {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await answers(`${url}/healthz`, child)
  const startMs = performance.now() - began
  return { url, startMs, memory: () => residentMb(child), stop: () => end(child) }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const isUp = async () => {
    if (child.exitCode !== null) throw new Error(`the server exited with ${child.exitCode}`)
    return await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    )
  }
  const deadline = performance.now() + 30_000
  // Every few ms: what is compared is itself a fraction of a second.
  while (!(await isUp())) {
    if (performance.now() > deadline) throw new Error('the server does not answer')
    await sleep(5)
  }
}

function residentMb({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
