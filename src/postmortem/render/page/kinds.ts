import type { EntryKind } from '../../../core/record/model.ts'

/** The kinds of entries on the timeline. Challenges have a section of their own. */
const filterableKindFlags = {
  note: true,
  observation: true,
  change: true,
  hypothesis: true,
  decision: true,
  action: true,
  update: true,
  waiting: true,
  recurrence: true,
  lesson: true,
  evidence: true,
  impact: true,
  status: true,
  severity: true,
  role: true,
  correction: true,
} as const satisfies Record<Exclude<EntryKind, 'challenge'>, true>
export type FilterableKind = keyof typeof filterableKindFlags

export const filterableKinds = Object.keys(filterableKindFlags) as FilterableKind[]
export const isFilterable = (kind: string): kind is FilterableKind => Object.hasOwn(filterableKindFlags, kind)
