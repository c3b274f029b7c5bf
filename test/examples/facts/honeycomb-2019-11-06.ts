import type { Fact } from '../fact.ts'

export const wrongExplanationFacts: readonly Fact[] = []
