import { type Replayed, replayIncident } from '../../src/replay/replay.ts'
import { borrowDatabase } from './database.ts'

/** Without a database of its own, which takes longer to make than many a replay. */
export async function replayBorrowing(folder: string): Promise<Replayed> {
  const database = await borrowDatabase()
  return await replayIncident(folder, database).finally(() => database.close())
}
