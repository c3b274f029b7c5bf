import type { Profile } from '../../src/core/outbox/outcome.ts'
import type { Brief, BriefLine } from '../../src/investigation/fresh-eyes/model.ts'
import { ana, at } from './situation.ts'

export const line: BriefLine = {
  entryId: 'e1',
  at: at(1),
  text: 'requests time out',
  included: true,
  because: null,
  byHand: false,
}
/** A brief that is being previewed. */
export const briefWith = (given: Partial<Brief> = {}): Brief => ({
  id: 'b1',
  state: 'preview',
  lines: [line],
  requestedBy: ana.id,
  recipientId: 'UDANA',
  challengeId: null,
  createdAt: at(0),
  goesAt: at(3),
  sentAt: null,
  missedAt: null,
  answeredAt: null,
  answer: null,
  because: null,
  ...given,
})
export const sentBrief = (given: Partial<Brief> = {}) => briefWith({ state: 'sent', sentAt: at(3), ...given })
export const profile = (id: string, given: Partial<Profile> = {}): Profile => ({
  id,
  name: id,
  zone: null,
  bot: false,
  gone: false,
  ...given,
})
