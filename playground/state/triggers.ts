import type { WorkspaceClock } from '../clock.ts'
import { BoundedMap } from './bounded.ts'
import type { Ids } from './ids.ts'

const LIFE_MS = 3000

export interface Trigger {
  id: string
  user: string
  expires: number
  /** The view whose button or submission issued this trigger. Only such a trigger can push a view. */
  fromView: string | undefined
  usedFor: string | undefined
}

export type TriggerRefusal = 'invalid_trigger_id' | 'exchanged_trigger_id' | 'expired_trigger_id'

/** Issues trigger ids. Each may open one view within three seconds of the interaction. */
export class Triggers {
  readonly #known = new BoundedMap<Trigger>(10_000)
  readonly #ids: Ids
  readonly #clock: WorkspaceClock

  constructor(ids: Ids, clock: WorkspaceClock) {
    this.#ids = ids
    this.#clock = clock
  }

  give(user: string, fromView?: string): Trigger {
    const id = `${this.#ids.next('TR')}.fresh`
    const expires = this.#clock.now() + LIFE_MS
    const trigger: Trigger = { id, user, expires, fromView, usedFor: undefined }
    this.#known.set(id, trigger)
    return trigger
  }

  check(id: string): Trigger | TriggerRefusal {
    const trigger = this.#known.get(id)
    if (!trigger) return 'invalid_trigger_id'
    if (trigger.usedFor !== undefined) return 'exchanged_trigger_id'
    if (this.#clock.now() >= trigger.expires) return 'expired_trigger_id'
    return trigger
  }
}
