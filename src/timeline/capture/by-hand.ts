import type { EntryKind } from '../../core/record/model.ts'

/** Kinds a person can give a message by hand. */
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

/** No emoji is called so, and no setting names it: reading a channel once more takes no such reaction off. */
const prefix = 'by hand: '

/**
 * Adding a message by a form or a button counts like a reaction, so that either kind of capture follows one rule.
 * This is the name such a reaction has.
 */
export const formatManualReaction = (kind: ManualKind): string => `${prefix}${kind}`

/** The kind a message was given by hand; undefined for a reaction of Slack's. */
export const readManualKind = (reaction: string): ManualKind | undefined =>
  manualKinds.find((kind) => formatManualReaction(kind) === reaction)
