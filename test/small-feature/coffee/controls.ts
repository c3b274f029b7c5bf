import { z } from 'zod'
import { action } from '../../../src/messages/action.ts'

export const coffeeActions = { bring: action('coffee.bring', { size: z.enum(['small', 'large']) }) }
