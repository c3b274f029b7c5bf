import { type Replayed, replayIncident } from '../../src/replay/replay.ts'
import { borrowDatabase } from './database.ts'

/** Replays on a reused database: creating one takes longer than many a replay. */
export async function replayBorrowing(folder: string): Promise<Replayed> {
  const database = await borrowDatabase()
  return await replayIncident(folder, database).finally(() => database.close())
}
