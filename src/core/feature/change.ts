import type { z } from 'zod'

/** One change to what is stored, as a decision asks for it. Made by its creator; see `change`. */
export interface StateChange {
  readonly type: string
}

declare const stored: unique symbol
/**
 * A change that can be stored itself, and be made later. Another release may have stored it by then, so it is checked
 * against the schema of its creator.
 */
export interface StoredChange extends StateChange {
  readonly [stored]: true
}

type Made<Type extends string, Fields extends object> = { readonly type: Type } & Fields

/** Makes changes of one type and recognizes them. */
export interface ChangeCreator<
  Type extends string,
  Fields extends object,
  Change extends Made<Type, Fields> = Made<Type, Fields>,
> {
  (fields: Fields): Change
  readonly type: Type
  is(change: StateChange): change is Change
  /** Reads a change back from where it was stored. Undefined if it does not have the form that it has in this release. */
  readonly revive?: (fields: unknown) => StoredChange | undefined
}

/** Makes changes that can be stored. */
interface StoredChangeCreator<Type extends string, Fields extends object>
  extends ChangeCreator<Type, Fields, Made<Type, Fields> & StoredChange> {
  readonly schema: z.ZodType<Fields>
}

/** The changes that a creator makes. */
export type ChangeOf<Creator> = Creator extends (fields: never) => infer Change ? Change : never

/**
 * Declares a type of change, as in `change('timer.set').carrying<{ kind: string }>()`, or, if it undoes something and so
 * has to be stored, with the schema of its fields: `change('entry.withdrawn').stored(z.object({ entryId: z.string() }))`.
 */
export const change = <Type extends string>(type: Type) => ({
  carrying<Fields extends object>(): ChangeCreator<Type, Fields> {
    const create = (fields: Fields): Made<Type, Fields> => ({ type, ...fields })
    const is = (other: StateChange): other is Made<Type, Fields> => other.type === type
    return Object.assign(create, { type, is })
  },
  stored<Fields extends object>(schema: z.ZodType<Fields>): StoredChangeCreator<Type, Fields> {
    type Change = Made<Type, Fields> & StoredChange
    const create = (fields: Fields) => ({ type, ...fields }) as Change
    const is = (other: StateChange): other is Change => other.type === type
    const revive = (fields: unknown) => {
      const read = schema.safeParse(fields)
      return read.success ? create(read.data) : undefined
    }
    return Object.assign(create, { type, is, schema, revive })
  },
})
