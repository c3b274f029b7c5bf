import { epochSeconds, type WorkspaceClock } from '../clock.ts'
import type { Ids } from './ids.ts'

/**
 * What the workspace plan allows. `paid`: everything. `free`: one canvas tab per channel and no other canvas. `off`:
 * nothing, as when an admin has switched canvases off.
 */
export type CanvasPlan = 'paid' | 'free' | 'off'

export interface Canvas {
  readonly id: string
  title: string
  markdown: string
  readonly user: string
  readonly created: number
  /** The channel in which it is a tab. */
  readonly channel: string | undefined
  /** True for the channel canvas, as opposed to any other tab. */
  readonly isChannels: boolean
}

export class Canvases {
  plan: CanvasPlan
  /** In characters. Apps have met workspaces that accept far less than the documented limit. */
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
