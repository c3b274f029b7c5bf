import { z } from 'zod'

/** An instant, stored as ISO 8601. */
export const storedInstant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (at) => at.toISOString(),
})

const EntryData = z.record(z.string(), z.json())
/** The facts behind an entry that the bot words itself. Its `type` says which fields it has. */
export type EntryData = z.infer<typeof EntryData>

/** A sentence of the bot's own with the facts it was made from. */
export interface WordedData {
  text: string
  data: EntryData
}

/** One type of entry data: words it for a new entry, and reads it from a stored one. */
export interface EntryDataType<Fields extends object = object, Context extends unknown[] = never> {
  (fields: Fields, ...context: Context): WordedData
  readonly type: string
  /** The fields of an entry of this type; undefined if it is of another, or if what is stored does not fit. */
  read(entry: { data: unknown }): Fields | undefined
  /** Whether the entry is of this type, even if its fields do not fit. */
  owns(entry: { data: unknown }): boolean
}

/**
 * Declares a type of entry data. `describe` is the only place that words it; nothing reads the sentence back, so it can
 * be reworded. It gets what it needs besides the stored fields as `context`.
 */
export function entryData<Fields extends object, Context extends unknown[] = []>(
  type: string,
  schema: z.ZodType<Fields, object>,
  describe: (fields: Fields, ...context: Context) => string,
): EntryDataType<Fields, Context> {
  const owns = ({ data }: { data: unknown }) => hasType(data) && data.type === type
  const word = (fields: Fields, ...context: Context): WordedData => ({
    text: describe(fields, ...context),
    data: EntryData.parse({ type, ...z.encode(schema, fields) }),
  })
  const read = (entry: { data: unknown }) => {
    if (!hasType(entry.data) || !owns(entry)) return undefined
    const { type: _, ...fields } = entry.data
    return schema.safeParse(fields).data
  }
  return Object.assign(word, { type, read, owns })
}

/** Whether something stored is entry data at all. */
export const hasType = (data: unknown): data is { type: unknown } =>
  typeof data === 'object' && data !== null && 'type' in data
