import type { Deliveries } from '../delivery/deliveries.ts'
import type { World } from '../world.ts'

/** What every interaction needs: the workspace and the deliveries to the app. */
export interface Room {
  readonly world: World
  readonly deliveries: Deliveries
}
