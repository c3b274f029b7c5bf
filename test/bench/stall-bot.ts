// The bot in a thread of its own, with a probe of how long its event loop is held: `stall.ts` starts it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { startApp } from '../../src/app.ts'
import type { Config } from '../../src/config/config.ts'

const app = await startApp(workerData as Config, pino({ level: 'silent' }))
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

parentPort?.on('message', async (message: 'worst' | 'stop') => {
  if (message === 'stop') {
    await app.stop()
    process.exit()
  }
  parentPort?.postMessage({ worst: Math.round(delay.max / 1e6) })
  delay.reset()
})
parentPort?.postMessage({ port: app.port })
