import pg from 'pg'

let running = 0
const { query } = pg.Client.prototype
type Query = (this: pg.Client, ...given: unknown[]) => unknown

/** Starts counting the SQL statements of this process; Prisma sends all of them through `pg`. */
export function countStatements(): void {
  const counting: Query = function counting(...given) {
    running += 1
    return Reflect.apply(query, this, given)
  }
  pg.Client.prototype.query = counting as typeof query
}

export const statements = (): number => running
