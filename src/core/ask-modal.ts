import { z } from 'zod'
import { action } from '../messages/action.ts'
import type { ModalInput } from '../messages/modal.ts'

/**
 * A modal that replaces typing a command: the values of its inputs, in order, make up the text that would be typed.
 * If an input's name contains a bar, as in `by|due`, the part before the bar is put in front of its value.
 */
export interface Asks {
  title: string
  submit: string
  inputs: ModalInput[]
}

/** Opens the modal in which a command's arguments are asked for. */
export const askAction = action('panel.ask', { word: z.string() })
