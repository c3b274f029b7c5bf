import { z } from 'zod'
import type { Tx } from '../../platform/db/transaction.ts'
import type { ChangeCreator, StateChange, StoredChange } from './change.ts'
import { toUniqueMap } from './unique-map.ts'

/** What the core needs to know about one type of change. Every feature registers its own. */
export interface Saver {
  readonly type: string
  save(tx: Tx, change: StateChange): Promise<void>
  /** Reads a change back from where it was stored; see `ChangeCreator`. */
  readonly revive?: (fields: unknown) => StoredChange | undefined
  /** Moves no timer of the incident, so the features need not reconcile after it. */
  readonly isBookkeeping: boolean
  /** The incident it declares, if it does. */
  declares(change: StateChange): string | undefined
  /** The people it names, whose profiles are fetched if they are not stored yet. */
  names(change: StateChange): string[]
  /** The fields of the incident that it sets. Of two actions that set the same field, only the later can be undone. */
  sets(change: StateChange): string[]
}

interface Traits<Made> {
  isBookkeeping?: boolean
  declares?(change: Made): string
  names?(change: Made): readonly (string | null | undefined)[]
  sets?(change: Made): string[]
}

/** Registers how the changes of this creator are written to the database. */
export function saver<Type extends string, Fields extends object>(
  creator: ChangeCreator<Type, Fields>,
  save: (tx: Tx, change: ReturnType<typeof creator>) => Promise<unknown>,
  { isBookkeeping = false, declares, names, sets }: Traits<ReturnType<typeof creator>> = {},
): Saver {
  return {
    type: creator.type,
    save: async (tx, change) => {
      if (creator.is(change)) await save(tx, change)
    },
    ...(creator.revive && { revive: creator.revive }),
    isBookkeeping,
    declares: (change) => (declares && creator.is(change) ? declares(change) : undefined),
    names: (change) => (names && creator.is(change) ? names(change).filter((id) => typeof id === 'string') : []),
    sets: (change) => (sets && creator.is(change) ? sets(change) : []),
  }
}

const StoredForm = z.looseObject({ type: z.string() })

/** The savers of all features, by type of change. */
export class Savers {
  readonly #byType: ReadonlyMap<string, Saver>

  /** Throws if two savers claim the same type. */
  constructor(savers: readonly Saver[]) {
    this.#byType = toUniqueMap(savers.map((each) => [each.type, each]))
  }

  async save(tx: Tx, change: StateChange): Promise<void> {
    await this.#of(change).save(tx, change)
  }

  isBookkeeping(change: StateChange): boolean {
    return this.#of(change).isBookkeeping
  }

  declaredIncidentId(changes: readonly StateChange[]): string | undefined {
    return changes.map((change) => this.#of(change).declares(change)).find((id) => id !== undefined)
  }

  names(change: StateChange): string[] {
    return this.#of(change).names(change)
  }

  sets(change: StateChange): string[] {
    return this.#of(change).sets(change)
  }

  /** Reads a change back from where it was stored. Undefined if it is not one that this release stores. */
  revive(stored: unknown): StoredChange | undefined {
    const found = StoredForm.safeParse(stored)
    if (!found.success) return undefined
    const { type, ...fields } = found.data
    return this.#byType.get(type)?.revive?.(fields)
  }

  #of({ type }: StateChange): Saver {
    const found = this.#byType.get(type)
    if (!found) throw new Error(`no feature saves changes of type ${type}`)
    return found
  }
}
