// The bot in its own thread, with two probes of how long its event loop is blocked. `stall.ts` starts it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { startApp } from '../../src/app.ts'
import type { TeamSettings } from '../../src/features.ts'
import type { Config } from '../../src/platform/config/config.ts'

const app = await startApp(workerData as Config<TeamSettings>, pino({ level: 'silent' }))
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
/** In ms: the most CPU time of the thread between two ticks, which is independent of other load on the machine. */
let worked = 0
let before = process.threadCpuUsage()
setInterval(() => {
  const { user, system } = process.threadCpuUsage(before)
  worked = Math.max(worked, (user + system) / 1000)
  before = process.threadCpuUsage()
}, 1)

parentPort?.on('message', async (message: 'worst' | 'stop') => {
  if (message === 'stop') {
    await app.stop()
    process.exit()
  }
  parentPort?.postMessage({ passed: Math.round(delay.max / 1e6), worked: Math.round(worked) })
  delay.reset()
  worked = 0
})
parentPort?.postMessage({ port: app.port })
