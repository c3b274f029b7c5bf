import type { Json } from '../json.ts'
import type { Trigger } from '../state/triggers.ts'
import { OpenModal } from './open-modal.ts'
import type { Room } from './room.ts'

/** What a person gets back at once from a command, a shortcut or a button. */
export class Reply {
  readonly status: 'ok' | 'failed'
  /** The error Slack's client shows: `dispatch_failed`, `operation_timeout`, or the error code of an invalid answer. */
  readonly error: string | undefined
  readonly text: string | undefined
  readonly blocks: Json[] | undefined
  readonly #trigger: Trigger
  readonly #room: Room

  constructor(room: Room, trigger: Trigger, outcome: Outcome) {
    this.#room = room
    this.#trigger = trigger
    this.status = outcome.error === undefined ? 'ok' : 'failed'
    this.error = outcome.error
    this.text = outcome.text
    this.blocks = outcome.blocks
  }

  /** The view opened with this trigger, if it is open by now. The app may open it after it answered. */
  get modal(): OpenModal | undefined {
    const id = this.#trigger.usedFor
    const view = id === undefined ? undefined : this.#room.world.views.all.get(id)
    return view ? new OpenModal(this.#room, view) : undefined
  }
}

export interface Outcome {
  error?: string | undefined
  text?: string | undefined
  blocks?: Json[] | undefined
}
