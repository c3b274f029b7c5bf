import { type Control, choicesIn, controlsIn, labelOf } from '../blocks/controls.ts'
import { blockLines } from '../blocks/read.ts'
import { fullState, holdsState } from '../blocks/state.ts'
import type { Json } from '../json.ts'
import type { User } from '../state/model.ts'
import type { View } from '../state/views.ts'
import type { World } from '../world.ts'
import { chooseIn } from './choose.ts'
import { clientError, type Entered, labelFor } from './enter.ts'
import type { Room } from './room.ts'
import { closeView, submitView } from './submission.ts'

export interface ModalResult {
  /** By input label. */
  errors?: Record<string, string>
  closed: boolean
  /** The modal on top now, if any. */
  next?: OpenModal
  /** What Slack's client shows when the app's answer is missing or invalid. */
  failed?: string
}

/** An open modal, filled in by the labels the person sees. */
export class OpenModal {
  readonly viewId: string
  readonly #room: Room
  readonly #user: User

  constructor(room: Room, view: View) {
    this.#room = room
    this.viewId = view.id
    this.#user = userOf(view, room.world)
  }

  get title(): string {
    return labelOf(this.#view.content.title)
  }

  get labels(): string[] {
    return this.#inputs.map(labelFor)
  }

  /** The labels of buttons and menu entries outside the inputs. */
  get buttons(): string[] {
    return choicesIn(this.#view.content.blocks).map((choice) => choice.label)
  }

  get blocks(): Json[] {
    return this.#view.content.blocks
  }

  /** Everything a reader sees, line by line. */
  get plain(): string {
    return blockLines(this.#view.content.blocks, this.#room.world).join('\n')
  }

  /** The current state of the inputs, by label. */
  get values(): Record<string, Json> {
    return Object.fromEntries(this.#inputs.map((control) => [labelFor(control), this.#state(control)]))
  }

  get isOpen(): boolean {
    return this.#room.world.views.all.has(this.viewId)
  }

  /** Enters values by label. Inputs with `dispatch_action` report each change to the app. */
  async fill(values: Record<string, Entered>): Promise<void> {
    for (const [label, given] of Object.entries(values)) {
      const place = { kind: 'view', view: this.#view } as const
      await chooseIn(this.#room, this.#user, { place, control: this.#input(label) }, given)
    }
  }

  async submit(values: Record<string, Entered> = {}): Promise<ModalResult> {
    await this.fill(values)
    const errors = this.#clientErrors()
    if (Object.keys(errors).length > 0) return { errors, closed: false, next: this }
    const outcome = await submitView(this.#room, this.#view)
    const top = this.#room.world.views.top(this.#user.id)
    const next = top ? { next: new OpenModal(this.#room, top) } : {}
    const failed = outcome.failed === undefined ? {} : { failed: outcome.failed }
    if (!outcome.errors) return { closed: !this.isOpen, ...next, ...failed }
    return { errors: this.#byLabel(outcome.errors), closed: false, ...next }
  }

  async close(): Promise<void> {
    await closeView(this.#room, this.#view)
  }

  #clientErrors(): Record<string, string> {
    const errors: Record<string, string> = {}
    for (const control of this.#inputs.filter(({ block }) => block.type === 'input')) {
      const error = clientError(control, this.#state(control))
      if (error !== undefined) errors[labelFor(control)] = error
    }
    return errors
  }

  #byLabel(errors: Record<string, string>): Record<string, string> {
    const labels = new Map(this.#inputs.map((control) => [control.block.block_id, labelFor(control)]))
    return Object.fromEntries(Object.entries(errors).map(([id, words]) => [labels.get(id) ?? id, words]))
  }

  #state({ block, element }: Control): Json {
    const state = fullState(this.#view.state, this.#view.content.blocks)
    return state[String(block.block_id)]?.[String(element.action_id)] ?? {}
  }

  #input(label: string): Control {
    const found = this.#inputs.find((control) => labelFor(control) === label)
    if (found) return found
    const known = this.labels.map((one) => `"${one}"`).join(', ')
    throw new Error(`"${this.title}" has no input labelled "${label}"; it has ${known || 'none'}`)
  }

  get #inputs(): Control[] {
    return controlsIn(this.#view.content.blocks).filter(({ element }) => holdsState(element))
  }

  get #view(): View {
    const view = this.#room.world.views.all.get(this.viewId)
    if (!view) throw new Error('This modal is closed')
    return view
  }
}

function userOf(view: View, world: World): User {
  const user = world.people.users.get(view.user)
  if (!user) throw new Error(`There is no user ${view.user}`)
  return user
}
