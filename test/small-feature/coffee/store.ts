import { z } from 'zod'
import { metric } from '../../../src/core/feature/metric.ts'
import { type Saver, saver } from '../../../src/core/feature/saver.ts'
import { statePart } from '../../../src/core/feature/state-part.ts'
import { Prisma } from '../../../src/generated/prisma/client.ts'
import { instantColumn, querySlice } from '../../../src/platform/db/slice.ts'
import { coffeeReturned, coffeeServed } from './changes.ts'

/** The table that a migration would make. */
export const coffeeTable = `CREATE TABLE "Coffee" (
  "incidentId" uuid NOT NULL REFERENCES "Incident" (id), "personId" text NOT NULL, at timestamptz NOT NULL,
  PRIMARY KEY ("incidentId", "personId"))`

export const coffeeSavers: Saver[] = [
  saver(
    coffeeServed,
    async (tx, { incidentId, personId, at }) => {
      await tx.$executeRaw`INSERT INTO "Coffee" VALUES (${incidentId}::uuid, ${personId}, ${at})`
    },
    { names: ({ personId }) => [personId] },
  ),
  saver(coffeeReturned, async (tx, { incidentId, personId }) => {
    await tx.$executeRaw`DELETE FROM "Coffee" WHERE "incidentId" = ${incidentId}::uuid AND "personId" = ${personId}`
  }),
]

export const coffeePart = statePart({
  coffees: querySlice(
    z.object({ personId: z.string(), at: instantColumn }),
    (incidentId) =>
      Prisma.sql`SELECT "personId", at FROM "Coffee" WHERE "incidentId" = ${incidentId}::uuid ORDER BY at`,
    ['personId'],
  ),
})

const Count = z.array(z.object({ count: z.int() }))

export const coffeeMetric = metric(
  async (db) => Count.parse(await db.$queryRaw`SELECT count(*)::int AS count FROM "Coffee"`),
  { coffees: { help: 'Coffees that people have had', labels: [], samples: ([found]) => [[{}, found?.count ?? 0]] } },
)
