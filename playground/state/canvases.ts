import { epochSeconds, type WorkspaceClock } from '../clock.ts'
import type { Ids } from './ids.ts'

/**
 * What the workspace's plan allows: everything; as the free one, a single canvas as a tab of each channel; or nothing,
 * where an admin has switched canvases off.
 */
export type CanvasPlan = 'paid' | 'free' | 'off'

export interface Canvas {
  readonly id: string
  title: string
  markdown: string
  readonly user: string
  readonly created: number
  /** The channel it is a tab of. */
  readonly channel: string | undefined
  /** The one canvas that is the channel's own, as opposed to any other tab. */
  readonly isChannels: boolean
}

export class Canvases {
  plan: CanvasPlan
  /** In characters: apps report workspaces that take far less than is documented. */
  mostInChange = Number.POSITIVE_INFINITY
  readonly all = new Map<string, Canvas>()
  readonly #ids: Ids
  readonly #clock: WorkspaceClock

  constructor(ids: Ids, clock: WorkspaceClock, plan: CanvasPlan) {
    this.#ids = ids
    this.#clock = clock
    this.plan = plan
  }

  add(wanted: Omit<Canvas, 'id' | 'created'>): Canvas {
    const canvas = { ...wanted, id: this.#ids.next('F'), created: epochSeconds(this.#clock) }
    this.all.set(canvas.id, canvas)
    return canvas
  }

  tabsOf(channel: string): Canvas[] {
    return [...this.all.values()].filter((canvas) => canvas.channel === channel)
  }
}
