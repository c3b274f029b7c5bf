import type { EntryKind } from '../../core/record/model.ts'

/** Kinds a person can give a message by hand. */
export const handKinds = [
  'observation',
  'note',
  'change',
  'action',
  'decision',
  'hypothesis',
  'recurrence',
  'waiting',
] as const satisfies EntryKind[]
export type HandKind = (typeof handKinds)[number]

/** No emoji is called so, and no setting names it: reading a channel once more takes no such reaction off. */
const prefix = 'by hand: '

/**
 * Adding a message by a form or a button counts like a reaction, so that either kind of capture follows one rule.
 * This is the name such a reaction has.
 */
export const byHand = (kind: HandKind): string => `${prefix}${kind}`

/** The kind a message was given by hand; undefined for a reaction of Slack's. */
export const handKindOf = (reaction: string): HandKind | undefined =>
  handKinds.find((kind) => byHand(kind) === reaction)
