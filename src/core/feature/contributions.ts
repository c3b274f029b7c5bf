import { emptyDecision } from '../decision.ts'
import { entryKinds as allEntryKinds, type EntryKind } from '../record/model.ts'
import type { Contributed, Contributions, DecisionContext, EntryKindRules, MarkRules } from './context.ts'
import { toUniqueMap } from './unique-map.ts'

/** Stands for a mark that no feature gives a meaning. */
const meaninglessMark: MarkRules = {
  isTaken: () => false,
  marked: () => emptyDecision,
  reworded: () => emptyDecision,
}

/** Folds what features contribute. Throws if two of them claim the same kind of entry, mark, choice or reminder. */
export function foldContributions<Context extends DecisionContext>(
  all: readonly Contributed<Context>[],
): Contributions {
  const contributed: readonly Contributed[] = all
  const marks = toUniqueMap(contributed.flatMap(({ marks = {} }) => Object.entries(marks)))
  return {
    entryKinds: toUniqueMap<EntryKind, EntryKindRules>(
      contributed.flatMap(({ entryKinds = {} }) => entriesOf(entryKinds)),
    ),
    followUpMark: marks.get('follow-up') ?? meaninglessMark,
    entryChoices: toUniqueMap(contributed.flatMap(({ entryChoices = {} }) => Object.entries(entryChoices))),
    reminders: toUniqueMap(contributed.flatMap(({ reminders = {} }) => Object.entries(reminders))),
    unmarkedKind: (state, message) => contributed.flatMap((each) => each.unmarkedKind?.(state, message) ?? []).at(0),
    standing(state, now) {
      const parts = contributed.flatMap((each) => each.standing?.(state, now) ?? [])
      return {
        believed: parts.flatMap(({ believed = [] }) => believed),
        underway: parts.flatMap(({ underway = [] }) => underway),
        unexplained: parts.flatMap(({ unexplained = [] }) => unexplained),
        followUps: parts.flatMap(({ followUps = [] }) => followUps),
      }
    },
    refreshNaming: (ctx, personId) => contributed.flatMap((each) => each.refreshNaming?.(ctx, personId) ?? []),
  }
}

const entriesOf = (kinds: Partial<Record<EntryKind, EntryKindRules>>): [EntryKind, EntryKindRules][] =>
  allEntryKinds.flatMap((kind) => (kinds[kind] ? [[kind, kinds[kind]]] : []))
