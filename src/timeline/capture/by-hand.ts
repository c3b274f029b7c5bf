import type { EntryKind } from '../../core/record/model.ts'

/** The kinds a person can give a message by hand. */
export const manualKinds = [
  'observation',
  'note',
  'change',
  'action',
  'decision',
  'hypothesis',
  'recurrence',
  'waiting',
] as const satisfies EntryKind[]
export type ManualKind = (typeof manualKinds)[number]

/** No emoji has such a name, so looking for missed events in a channel never removes a manual reaction. */
const manualReactionPrefix = 'by hand: '

/**
 * The reaction name under which adding a message by modal or button is stored. Both count as a reaction, so that
 * every kind of capture follows the same rules.
 */
export const formatManualReaction = (kind: ManualKind): string => `${manualReactionPrefix}${kind}`

/** The kind a manual reaction stands for; undefined for a reaction from Slack. */
export const readManualKind = (reaction: string): ManualKind | undefined =>
  manualKinds.find((kind) => formatManualReaction(kind) === reaction)
