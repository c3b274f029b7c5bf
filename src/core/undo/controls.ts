import { z } from 'zod'
import { action } from '../../messages/action.ts'

export const undoActions = { undo: action('undo', { id: z.string() }) }
