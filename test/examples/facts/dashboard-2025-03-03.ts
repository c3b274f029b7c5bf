import type { Fact } from '../fact.ts'

export const dashboardFacts: readonly Fact[] = []
