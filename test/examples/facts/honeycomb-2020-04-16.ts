import type { Fact } from '../fact.ts'

export const foundLateFacts: readonly Fact[] = []
