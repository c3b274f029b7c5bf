import type { Button, Overflow, StaticSelect } from '@slack/types'
import type { Action, Carrier, ModalKind } from './action.ts'
import { anyActionName, type ControlTarget, optionObject, plainTextObject, slackLimits } from './blocks.ts'
import type { Modal, ModalInput } from './modal.ts'
import { clipText } from './mrkdwn.ts'

/** What a control acts on: an incident (empty if none), and what its action carries. */
export type ActsOn<About extends object> = About & { incidentId: string }

const targetOf = <About extends object>(carrier: Carrier<About>, to: ActsOn<About>): ControlTarget => ({
  incidentId: to.incidentId,
  about: carrier.write(to),
})

/** A button that does `action` to this. */
export function button<About extends object>(
  label: string,
  action: Action<About>,
  to: ActsOn<About>,
  style?: 'primary' | 'danger',
): Button {
  const target = targetOf(action, to)
  return {
    type: 'button',
    text: plainTextObject(label, slackLimits.button),
    // Clips whole characters only, since `about` may be free text.
    action_id: clipText(`${action.name}:${target.about}`, 255),
    value: JSON.stringify(target),
    ...(style && { style }),
  }
}

/** An option of a menu, with what its action carries. Slack accepts 75 characters of it. */
export interface MenuOption<About extends object> {
  label: string
  about: About
}

const writeOptions = <About extends object>(action: Action<About>, options: readonly MenuOption<About>[]) =>
  options.map(({ label, about }) => optionObject(label, action.write(about)))

/** A menu that does one action to what is chosen, which is a part of one incident. */
export function selectMenu<About extends object>(
  label: string,
  action: Action<About>,
  { incidentId, options, chosen }: { incidentId: string; options: readonly MenuOption<About>[]; chosen?: About },
): StaticSelect {
  const shown = writeOptions(action, options)
  const initial = chosen && shown.find(({ value }) => value === action.write(chosen))
  return {
    type: 'static_select',
    placeholder: plainTextObject(label, 150),
    action_id: `${action.name}@${incidentId}`,
    options: shown,
    ...(initial && { initial_option: initial }),
  }
}

/** An overflow menu of at most five options. Unlike a select menu, it does not show what was chosen. */
export const overflowMenu = <About extends object>(
  action: Action<About>,
  incidentId: string,
  options: readonly MenuOption<About>[],
): Overflow => ({
  type: 'overflow',
  action_id: `${action.name}@${incidentId}`,
  options: writeOptions(action, options),
})

/** An option of a menu whose options each have an action of their own, as buttons have. */
export const menuChoice = <About extends object>(label: string, action: Action<About>, about: About) =>
  optionObject(label, `${action.name}:${action.write(about)}`)

/** An overflow menu of at most five such options. */
export const actionMenu = (incidentId: string, options: readonly ReturnType<typeof menuChoice>[]): Overflow => ({
  type: 'overflow',
  action_id: `${anyActionName}@${incidentId}`,
  options: [...options],
})

/** A modal of this kind about this, with exactly the inputs its handler reads. */
export const modalOf = <About extends object, Input extends string>(
  kind: ModalKind<About, Input>,
  to: ActsOn<About>,
  content: Omit<Modal, 'callbackId' | 'about' | 'inputs'> & { inputs: ModalInput<Input>[] },
): Modal => ({ ...content, callbackId: kind.name, about: targetOf(kind, to) })
