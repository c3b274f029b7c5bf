import type { Deliveries } from '../delivery/deliveries.ts'
import type { World } from '../world.ts'

/** What a person's doings need: the workspace, and the way to the app. */
export interface Room {
  readonly world: World
  readonly deliveries: Deliveries
}
