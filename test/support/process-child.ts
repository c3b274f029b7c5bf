/**
 * A process with an app that only prints when it is stopped. Its argument makes it fail (`rejection`, `exception`),
 * hang while it stops (`hang`) or stay in its start (`starting`).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { makeLog } from '../../src/platform/log.ts'
import { runProcess } from '../../src/process.ts'

const [what] = process.argv.slice(2)
const alive = setInterval(() => {}, 1_000)
let rejections = 0

await runProcess(async (signal) => {
  if (what === 'starting') {
    console.log('starting')
    await sleep(60_000, undefined, { signal })
  }
  console.log('listening')
  if (what === 'rejection') void Promise.reject(new Error('nobody waited for this'))
  if (what === 'exception') setTimeout(() => raise())
  return {
    port: 0,
    countRejection: () => {
      rejections += 1
      console.log(`rejections: ${rejections}`)
    },
    stop: async () => {
      console.log('stopped')
      if (what === 'hang') await new Promise(() => {})
      clearInterval(alive)
    },
  }
}, makeLog('info'))

function raise(): never {
  throw new Error('nobody caught this')
}
