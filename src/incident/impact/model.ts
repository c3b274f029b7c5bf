import { change } from '../../core/change.ts'

/** A period in which people were affected. A null `to` means that it still lasts. */
export interface ImpactPeriod {
  id: string
  from: Date
  to: Date | null
}

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

export const impactAdded = change('impact.added').carrying<{ incidentId: string; window: ImpactPeriod }>()

export const impactEnded = change('impact.ended').carrying<{ id: string; to: Date | null }>()

export const impactRemoved = change('impact.removed').carrying<{ id: string }>()

export const impactFactSet = change('impact.fact').carrying<{
  incidentId: string
  name: FactName
  value: string | null
}>()

/** When a period ended. An open period ends when the incident is resolved; null until then. */
export const effectivePeriodEnd = ({ to }: ImpactPeriod, { resolvedAt }: { resolvedAt: Date | null }): Date | null =>
  to ?? resolvedAt
