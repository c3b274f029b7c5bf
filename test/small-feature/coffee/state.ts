import type { IncidentState } from '../../../src/core/state.ts'

/** An incident with who has had coffee in it. */
export interface CoffeeState extends IncidentState {
  coffees: { personId: string; at: Date }[]
}
