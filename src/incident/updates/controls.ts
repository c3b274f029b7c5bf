import { z } from 'zod'
import { action, modal } from '../../messages/action.ts'

/** Opens the modal with this text. */
export const updateActions = { write: action('update.write', { text: z.string() }) }

export const updateModals = { post: modal('update.post', {}, ['text']) }
