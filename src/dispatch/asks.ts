import type { Input } from '../slack/modal.ts'

/** A form in place of typing: the inputs' values, in their order, are what would be typed. */
export interface Asks {
  title: string
  submit: string
  inputs: Input[]
}
