import { type LoadedSlices, loadSlices, parseSlices, type Slice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { IncidentState } from '../state.ts'
import { toUniqueMap } from './unique-map.ts'

/** What one feature adds to the state of an incident: the rows it needs, and what it makes of them. */
export interface StatePart<Part extends object> {
  readonly slices: Readonly<Record<string, Slice>>
  /** Throws if a row does not have the shape of its schema. */
  read(rows: Readonly<Record<string, unknown>>): Part
}

/** Declares a part of the state. Without `assemble`, the rows of each slice are the field of its name. */
export function statePart<S extends Record<string, Slice>>(slices: S): StatePart<LoadedSlices<S>>
export function statePart<S extends Record<string, Slice>, Part extends object>(
  slices: S,
  assemble: (rows: LoadedSlices<S>) => Part,
): StatePart<Part>
export function statePart<S extends Record<string, Slice>>(
  slices: S,
  assemble: (rows: LoadedSlices<S>) => object = (rows) => rows,
): StatePart<object> {
  return { slices, read: (rows) => assemble(parseSlices(slices, rows)) }
}

/** Loads an incident with the names of the people in it and of `others`, in one statement. Throws if there is none. */
export type StateLoader<State extends IncidentState = IncidentState> = (
  tx: Tx,
  incidentId: string,
  others?: readonly string[],
) => Promise<State>

type PeopleNames = Pick<IncidentState, 'names' | 'zones' | 'fetchedProfiles'>

/** Puts the state together from its parts. Throws if two parts use one name. */
export function makeStateLoader<State extends IncidentState>(
  parts: readonly StatePart<Partial<Omit<State, keyof PeopleNames>>>[],
): StateLoader<State> {
  const slices = Object.fromEntries(toUniqueMap(parts.flatMap((part) => Object.entries(part.slices))))
  return async (tx, incidentId, others = []) => {
    const { rows, people } = await loadSlices(tx, incidentId, slices, others)
    const names: PeopleNames = {
      names: new Map(people.map(({ id, name }) => [id, name])),
      zones: new Map(people.flatMap(({ id, zone }) => (zone ? [[id, zone] as const] : []))),
      fetchedProfiles: new Set(people.flatMap(({ id, fetched }) => (fetched ? [id] : []))),
    }
    return Object.assign({}, ...parts.map((part) => part.read(rows)), names)
  }
}
