import type { FollowUp } from '../../src/follow-ups/model.ts'
import { ana, start } from './situation.ts'

/** A follow-up; its id is `f` and its number: `f1`. */
export const followUpWith = (given: Partial<FollowUp> = {}): FollowUp => ({
  id: `f${given.number ?? 1}`,
  incidentId: 'incident',
  number: 1,
  text: 'raise the pool limit',
  ownerId: null,
  owner: null,
  dueOn: null,
  kind: null,
  state: 'open',
  link: null,
  channelId: null,
  messageTs: null,
  threadTs: null,
  createdAt: start,
  createdBy: ana.id,
  endedAt: null,
  endedBy: null,
  endedBecause: null,
  edits: 0,
  reminders: 0,
  remindedAt: null,
  snoozedUntil: null,
  ...given,
})
