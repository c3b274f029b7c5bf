import type { RecordedAction } from '../../core/record/model.ts'

/** What the author of a message is offered to record with one click. */
export type AuthorOffer =
  | { do: 'track' | 'recurrence' | 'action' }
  | { do: 'wait'; party: string | null; about: string | null }
  | { do: 'no effect'; action: RecordedAction }
