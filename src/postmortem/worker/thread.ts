// Fulfils one order after another in a thread of its own, with a database session of its own: `writer.ts` starts it.
// An order that fails ends it.
import { parentPort, workerData } from 'node:worker_threads'
import { loadTemplates, type TemplateSelection } from '../../platform/config/templates.ts'
import { connectDatabase, type Database } from '../../platform/db/database.ts'
import { makeLog } from '../../platform/log.ts'
import { type RenderJob, runRenderJob } from './order.ts'

/** What the thread is given: all of it can be copied from one thread to another. */
export interface Assignment {
  connection: Database['connection']
  wanted: TemplateSelection
}

const { connection, wanted } = workerData as Assignment
const database = connectDatabase(connection, { log: makeLog('warn', 'stderr'), poolSize: 1 })
const threadTemplates = loadTemplates(wanted)
parentPort?.on('message', (order: RenderJob) => {
  runRenderJob(database.transact, order, threadTemplates).then(
    (written) => parentPort?.postMessage(written),
    (error: unknown) =>
      setImmediate(() => {
        throw error
      }),
  )
})
