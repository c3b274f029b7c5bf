/** One change to what is stored, as a decision asks for it. Made by its creator; see `change`. */
export interface StateChange {
  readonly type: string
}

type Made<Type extends string, Fields extends object> = { readonly type: Type } & Fields

/** Makes changes of one type and recognizes them. */
export interface ChangeCreator<Type extends string, Fields extends object> {
  (fields: Fields): Made<Type, Fields>
  readonly type: Type
  is(change: StateChange): change is Made<Type, Fields>
}

/** The changes that a creator makes. */
export type ChangeOf<Creator> = Creator extends ChangeCreator<infer Type, infer Fields> ? Made<Type, Fields> : never

/** Declares a type of change, as in `change('entry.withdrawn').carrying<{ entryId: string }>()`. */
export const change = <Type extends string>(type: Type) => ({
  carrying<Fields extends object>(): ChangeCreator<Type, Fields> {
    const create = (fields: Fields): Made<Type, Fields> => ({ type, ...fields })
    const is = (other: StateChange): other is Made<Type, Fields> => other.type === type
    return Object.assign(create, { type, is })
  },
})
