/** One stretch of time in which people were affected; without an end it still lasts. */
export interface ImpactPeriod {
  id: string
  from: Date
  to: Date | null
}

/** What is known of who was affected, and how much. */
export interface ImpactFact {
  name: FactName
  value: string
}

export interface Impact {
  windows: ImpactPeriod[]
  facts: ImpactFact[]
}

export const factNames = ['users', 'requests', 'revenue', 'error rate', 'SLO budget', 'blast radius'] as const
export type FactName = (typeof factNames)[number]

export type ImpactChange =
  | { type: 'impact.added'; incidentId: string; window: ImpactPeriod }
  | { type: 'impact.ended'; id: string; to: Date | null }
  | { type: 'impact.removed'; id: string }
  | { type: 'impact.fact'; incidentId: string; name: FactName; value: string | null }

/** When a window ended: one left open ends with the incident. */
export const effectivePeriodEnd = ({ to }: ImpactPeriod, { resolvedAt }: { resolvedAt: Date | null }): Date | null =>
  to ?? resolvedAt
