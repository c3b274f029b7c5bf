import { type Decision, emptyDecision } from '../../core/decision.ts'
import { isClosedOrCancelled, isSeekingCause } from '../../core/incident/model.ts'
import type { RemarkMade } from '../../core/input.ts'
import { instantOf, withoutResult } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { intervalFor } from '../../investigation/challenges/triggers.ts'
import { findHypothesisByStatement } from '../../investigation/ledger/ledger.ts'
import { openWaits } from '../../investigation/ledger/waits/model.ts'
import { formatTs, toPlainText } from '../../messages/mrkdwn.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { extractProse } from '../../platform/text.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { AuthorOffer } from './model.ts'
import { authorOfferMessage } from './offer-view.ts'
import { classifyOfferable, type OfferableKind } from './offerable.ts'
import { findCaseNumber, findWaitParty } from './wait-party.ts'

/** How seldom one person is offered anything in one incident. */
const offerCooldownMs = 30 * minuteMs
/** A message older than this was delivered late: an offer would come out of nowhere. */
const stale = 5 * minuteMs
/** For so long after an action people mean it when they say that nothing has changed. */
const meant = 60 * minuteMs
/** Who says so within this time of a recurrence on record means the same one. */
const sameRecurrence = 10 * minuteMs

/** What is stored that an offer depends on. */
export interface OfferContext {
  /** It is, or once was, an entry: somebody has decided about it. */
  isEntry: boolean
  isDeleted: boolean
  isOffered: boolean
  lastOfferAt: Date | null
  /** Its author wants no offers. */
  isStopped: boolean
  /** Of the people, channels and groups in it. */
  names: ReadonlyMap<string, string>
}

/**
 * Offers the author of a message, privately, to put it on record by one click. Nothing is recorded by itself; and
 * whoever is working is left alone: seldom, never about what somebody has decided about already, and not where the
 * bot asks nothing either.
 */
export function decideOffer(
  state: IncidentState,
  input: RemarkMade,
  before: OfferContext,
  ctx: DecisionContext,
): Decision {
  const { message, by, channelId } = input
  const noticed = classifyOfferable(message.text)
  if (!noticed || !mayOffer(state, input, before, ctx)) return emptyDecision
  const words = extractProse(toPlainText(message.text, before.names))
  const offer = offerFor(state, noticed.sign, words, instantOf(message.ts), ctx)
  if (!offer) return emptyDecision
  const { id: incidentId } = state.incident
  const { ts: messageTs, threadTs } = message
  const offered = {
    incidentId,
    channelId,
    messageTs,
    personId: by.id,
    sign: noticed.sign,
    offeredAt: ctx.now,
  }
  const shown = authorOfferMessage(state, offer, { channelId, ts: messageTs, words })
  const thread = threadTs === null ? {} : { thread: formatTs(threadTs) }
  const whisper = { do: 'whisper', to: by.id, message: shown, ...thread, only: 'here' } as const
  return {
    changes: [{ type: 'offer.made', offer: offered }],
    send: [{ to: { incident: incidentId }, call: whisper }],
  }
}

function mayOffer(
  state: IncidentState,
  { message, channelId }: RemarkMade,
  { isEntry, isDeleted, isOffered, isStopped, lastOfferAt }: OfferContext,
  { now, settings }: DecisionContext,
): boolean {
  const age = (at: Date) => now.getTime() - at.getTime()
  if (channelId !== state.incident.channelId || isClosedOrCancelled(state.incident)) return false
  if (!isAsked(state, settings) || settings.noticing.offers === 'off') return false
  if (isEntry || isDeleted || isOffered || isStopped || age(instantOf(message.ts)) > stale) return false
  return lastOfferAt === null || age(lastOfferAt) >= offerCooldownMs
}

/** Whether the bot asks anything of this incident at all. */
const isAsked = ({ incident }: IncidentState, { challenges }: Settings): boolean =>
  intervalFor(incident, challenges) !== null

/** What fits where things stand: after the mitigation, only what tells that it did not last. */
function offerFor(
  state: IncidentState,
  sign: OfferableKind,
  words: string,
  at: Date,
  { now }: DecisionContext,
): AuthorOffer | undefined {
  if (sign === 'persists') return offerNoEffect(state, at)
  if (sign === 'recurrence') {
    const isKnown = state.recurrences.some((known) => now.getTime() - known.at.getTime() < sameRecurrence)
    return isKnown ? undefined : { do: 'recurrence' }
  }
  if (!isSeekingCause(state.incident)) return undefined
  if (sign === 'third party') return offerWait(state, words)
  if (sign === 'hypothesis') return findHypothesisByStatement(state, words) ? undefined : { do: 'track' }
  return { do: 'action' }
}

/** Of the latest action that nobody has said the result of. */
function offerNoEffect({ actions }: IncidentState, at: Date): AuthorOffer | undefined {
  const latest = withoutResult(actions).findLast((done) => done.at < at)
  const action = latest && at.getTime() - latest.at.getTime() <= meant ? latest : undefined
  return action && { do: 'no effect', action }
}

function offerWait({ waits }: IncidentState, words: string): AuthorOffer | undefined {
  const party = findWaitParty(words)
  const isKnown = party !== null && openWaits(waits).some((open) => isSameWaitParty(open.party, party))
  return isKnown ? undefined : { do: 'wait', party, about: findCaseNumber(words) }
}

/** `AWS` and `AWS support` are the same to wait on. */
function isSameWaitParty(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  return a.startsWith(b) || b.startsWith(a)
}
