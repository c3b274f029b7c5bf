import type { ModalInput } from '../messages/modal.ts'

/**
 * A form in place of typing: the inputs' values, in their order, are what would be typed. Where an input is named
 * `by|due`, what stands before the bar is said before its value.
 */
export interface Asks {
  title: string
  submit: string
  inputs: ModalInput[]
}
