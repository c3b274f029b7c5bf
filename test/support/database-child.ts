/**
 * A process that opens the database of a folder (`bot <folder>` or `guest <folder>`), prints `open`, and keeps
 * it open until its input ends. Like the bot, it fails with a single sentence.
 */
import { pino } from 'pino'
import { openDatabase } from '../../src/platform/db/database.ts'

const [role, dataDir = ''] = process.argv.slice(2)
const log = pino({ level: 'silent' })
const listeners = countListeners()
try {
  const config = { kind: 'embedded', dataDir } as const
  const database = await openDatabase(config, { log, guest: role === 'guest', settings: { fsync: 'off' } })
  console.log('open')
  for await (const _ of process.stdin);
  await database.close()
  console.log(countListeners() === listeners ? 'closed' : 'closed, but left listeners on the process')
} catch (error) {
  console.log(error instanceof Error ? `${error.name}: ${error.message}` : error)
  process.exitCode = 1
}

function countListeners(): number {
  const events = ['exit', 'beforeExit', 'SIGINT', 'SIGTERM', 'SIGHUP']
  return events.reduce((sum, event) => sum + process.listenerCount(event), 0)
}
