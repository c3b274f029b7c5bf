import { z } from 'zod'
import { action } from '../../messages/action.ts'

export const roleActions = {
  /** `from` tells the button of a reminder from any other. */
  takeCommand: action('role.take_command', { from: z.enum(['commander', 'reminded']) }),
  confirm: action('role.confirm', { role: z.string() }),
}
