// Worker thread that renders one job after another with its own database session. `writer.ts` starts it; a job that
// fails ends it.
import { parentPort, workerData } from 'node:worker_threads'
import { connectDatabase, type Database } from '../../platform/db/database.ts'
import { makeLog } from '../../platform/log.ts'
import { loadTemplates, type TemplateSelection } from '../templates/load.ts'
import { type RenderJob, runRenderJob } from './order.ts'

/** The thread's `workerData`, which must be structured-cloneable. */
export interface ThreadAssignment {
  connection: Database['connection']
  selection: TemplateSelection
}

const { connection, selection } = workerData as ThreadAssignment
const threadLog = makeLog('warn', 'stderr')
const threadDatabase = connectDatabase(connection, { log: threadLog, poolSize: 1 })
const threadTemplates = loadTemplates(selection)
parentPort?.on('message', (job: RenderJob) => {
  runRenderJob(threadDatabase.transact, job, threadTemplates, threadLog).then(
    (written) => parentPort?.postMessage(written),
    (error: unknown) =>
      setImmediate(() => {
        throw error
      }),
  )
})
