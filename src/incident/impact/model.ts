import { z } from 'zod'
import { change } from '../../core/feature/change.ts'

/** A period in which people were affected. A null `to` means that it still lasts. */
const ImpactPeriod = z.object({ id: z.string(), from: z.date(), to: z.date().nullable() })
export type ImpactPeriod = z.infer<typeof ImpactPeriod>

/** One fact about who was affected, and how much. */
export interface ImpactFact {
  name: FactName
  value: string
}

export interface Impact {
  periods: ImpactPeriod[]
  facts: ImpactFact[]
}

export const factNames = ['users', 'requests', 'revenue', 'error rate', 'SLO budget', 'blast radius'] as const
export type FactName = (typeof factNames)[number]

export const impactAdded = change('impact.added').stored(z.object({ incidentId: z.string(), window: ImpactPeriod }))

export const impactEnded = change('impact.ended').stored(z.object({ id: z.string(), to: z.date().nullable() }))

export const impactRemoved = change('impact.removed').stored(z.object({ id: z.string() }))

export const impactFactSet = change('impact.fact').stored(
  z.object({ incidentId: z.string(), name: z.enum(factNames), value: z.string().nullable() }),
)

/** When a period ended. An open period ends when the incident is resolved; null until then. */
export const effectivePeriodEnd = ({ to }: ImpactPeriod, { resolvedAt }: { resolvedAt: Date | null }): Date | null =>
  to ?? resolvedAt
