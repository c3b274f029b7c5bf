import { z } from 'zod'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from './transaction.ts'

/** A feature's part of the incident state: the query for its rows and the schema that parses them. */
export interface Slice<Row = unknown> {
  /** Selects the rows of one incident, in order. */
  select(incidentId: string): Prisma.Sql
  row: z.ZodType<Row>
  /** The result columns with ids of people, whose names and zones are loaded with the state. */
  people: readonly string[]
}

type RowOf<S> = S extends Slice<infer Row> ? Row : never
/** The parsed rows of several slices, by name. */
export type LoadedSlices<S extends Record<string, Slice>> = { [Name in keyof S]: RowOf<S[Name]>[] }

/** A `timestamptz` or `date` column, in a slice's JSON or as the driver reads it. */
export const instantColumn = z.union([z.string().transform((text) => new Date(text)), z.date()])
/** A `bigint` column below 2^53, such as Slack's microseconds until the year 2255; in JSON or from the driver. */
export const microsColumn = z.union([z.int().transform((value) => BigInt(value)), z.bigint()])

const PersonRow = z.object({ id: z.string(), name: z.string(), zone: z.string().nullable(), fetched: z.boolean() })

/** A slice with its own query, whose columns are those of the schema. */
export const querySlice = <Row>(
  row: z.ZodType<Row>,
  select: Slice['select'],
  people: readonly string[] = [],
): Slice<Row> => ({ row, select, people })

/** A slice of one table: the incident's rows, with only the columns in the schema. */
export function tableSlice<Shape extends z.ZodRawShape>(
  table: Prisma.ModelName,
  row: z.ZodObject<Shape>,
  { orderBy, people = [] }: { orderBy: readonly string[]; people?: readonly (keyof Shape & string)[] },
): Slice<z.infer<z.ZodObject<Shape>>> {
  const from = Prisma.raw(`SELECT ${quoteColumns(Object.keys(row.shape))} FROM "${table}"`)
  const order = Prisma.raw(`ORDER BY ${quoteColumns(orderBy)}`)
  return {
    row: row as z.ZodType<z.infer<z.ZodObject<Shape>>>,
    select: (incidentId) => Prisma.sql`${from} WHERE "incidentId" = ${incidentId}::uuid ${order}`,
    people,
  }
}

/** Loads the rows of all slices, not yet parsed, and the people named in them and in `others`, in one statement. */
export async function loadSlices(
  tx: Tx,
  incidentId: string,
  slices: Readonly<Record<string, Slice>>,
  others: readonly string[] = [],
): Promise<{ rows: Record<string, unknown>; people: z.infer<typeof PersonRow>[] }> {
  const people = makePeopleSlice(slices, others)
  const all = { ...slices, people }
  const queries = Object.entries(all).map(
    ([name, { select }]) => Prisma.sql`${Prisma.raw(`"${name}"`)} AS (${select(incidentId)})`,
  )
  const results = Object.keys(all).map((name) => `(SELECT coalesce(json_agg(s), '[]') FROM "${name}" s) AS "${name}"`)
  const [rows = {}] = await tx.$queryRaw<Record<string, unknown>[]>(
    Prisma.sql`WITH ${Prisma.join(queries)} SELECT ${Prisma.raw(results.join(', '))}`,
  )
  return { rows, people: z.array(PersonRow).parse(rows.people) }
}

/** Loads and parses the rows of several queries that are not about one incident, and these people, in one statement. */
export async function loadTogether<S extends Record<string, Slice>>(
  tx: Tx,
  slices: S,
  others: readonly string[] = [],
): Promise<{ rows: LoadedSlices<S>; people: z.infer<typeof PersonRow>[] }> {
  const { rows, people } = await loadSlices(tx, '', slices, others)
  return { rows: parseSlices(slices, rows), people }
}

/** Parses the loaded rows of these slices. Throws if one does not have the shape of its schema. */
export const parseSlices = <S extends Record<string, Slice>>(
  slices: S,
  rows: Readonly<Record<string, unknown>>,
): LoadedSlices<S> =>
  Object.assign({}, ...Object.entries(slices).map(([name, { row }]) => ({ [name]: z.array(row).parse(rows[name]) })))

/** Selects people by id from the results of every slice that names people. */
function makePeopleSlice(
  slices: Readonly<Record<string, Slice>>,
  others: readonly string[],
): Slice<z.infer<typeof PersonRow>> {
  const named = Object.entries(slices).flatMap(([name, { people }]) =>
    people.map((column) => Prisma.raw(`UNION SELECT "${column}" FROM "${name}"`)),
  )
  return querySlice(
    PersonRow,
    () => Prisma.sql`SELECT id, name, zone, "fetchedAt" IS NOT NULL AS fetched FROM "Person"
      WHERE id IN (SELECT unnest(${[...others]}::text[]) ${named.length > 0 ? Prisma.join(named, ' ') : Prisma.empty})`,
  )
}

export const quoteColumns = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ')
