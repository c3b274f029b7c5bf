import type { Tx } from '../../platform/db/transaction.ts'

/** A value of a gauge, with its labels. */
export type Sample = [labels: Readonly<Record<string, string>>, value: number]

/** A gauge without the common prefix of its name. */
interface GaugeDefinition {
  help: string
  /** Names of incidents, channels and people never become labels. */
  labels: readonly string[]
}

/** Gauges that show one reading of the database. */
export interface Metric {
  gauges: Readonly<Record<string, GaugeDefinition>>
  /** For how long one reading is shown, in ms. */
  keptMs: number
  /** The samples of each gauge, by its name. */
  read(db: Tx, now: Date): Promise<Readonly<Record<string, Sample[]>>>
}

/** Declares gauges whose samples are computed from one reading. */
export const metric = <Reading>(
  read: (db: Tx, now: Date) => Promise<Reading>,
  gauges: Readonly<Record<string, GaugeDefinition & { samples(found: Reading, now: Date): Sample[] }>>,
  { keptMs = 0 }: { keptMs?: number } = {},
): Metric => ({
  gauges,
  keptMs,
  async read(db, now) {
    const found = await read(db, now)
    return Object.fromEntries(Object.entries(gauges).map(([name, { samples }]) => [name, samples(found, now)]))
  },
})
