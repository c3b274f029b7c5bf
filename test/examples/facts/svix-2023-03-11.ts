import type { Fact } from '../fact.ts'

export const svixFacts: readonly Fact[] = []
