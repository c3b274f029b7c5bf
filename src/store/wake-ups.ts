import type { Tx } from './transaction.ts'

/** Where bots that share a database tell each other which lanes have something to send. */
export const wakeUpChannel = 'fresheyes_lanes'

/**
 * Tells every bot on this database, once the caller's transaction has committed, that these lanes have something to
 * send. A hint: whoever does not hear it finds the lanes at its next sweep.
 */
export async function wakeLanes(tx: Tx, lanes: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${wakeUpChannel}, lane) FROM unnest(${[...lanes]}::text[]) AS lane`
}
