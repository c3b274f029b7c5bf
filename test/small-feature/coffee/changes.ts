import { z } from 'zod'
import { change } from '../../../src/core/feature/change.ts'

export const coffeeServed = change('coffee.served').stored(
  z.object({ incidentId: z.string(), personId: z.string(), at: z.date() }),
)

export const coffeeReturned = change('coffee.returned').stored(
  z.object({ incidentId: z.string(), personId: z.string() }),
)
