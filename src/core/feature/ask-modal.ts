import { z } from 'zod'
import { action, type ModalKind, modal } from '../../messages/action.ts'
import type { ModalInput } from '../../messages/modal.ts'

/**
 * A modal that replaces typing a command: the values of its inputs, in order, make up the text that would be typed.
 * If an input's name contains a bar, as in `by|due`, the part before the bar is put in front of its value.
 */
export interface Asks {
  title: string
  submit: string
  inputs: ModalInput[]
}

const ofCommand = { word: z.string() }

/** Runs a command as if somebody had typed its word alone. `slack/parse` turns the click into the command. */
export const sayAction = action('say', ofCommand)

/** Opens the modal that asks for a command's arguments. */
export const askAction = action('panel.ask', ofCommand)

/** Asks for a command's arguments. `slack/parse` turns the submission into the command. */
export const sayModal: ModalKind<{ word: string }, string> = modal('say', ofCommand)
