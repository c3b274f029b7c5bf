import { type Decision, emptyDecision } from '../../core/decision.ts'
import { isClosedOrCancelled, isSeekingCause } from '../../core/incident/model.ts'
import type { RemarkMade } from '../../core/input.ts'
import { instantOf, withoutResult } from '../../core/record/model.ts'
import { formatTs, toPlainText } from '../../messages/mrkdwn.ts'
import { extractProse } from '../../platform/text.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { normalizeWords } from '../../platform/words/normalize.ts'
import { classifyOfferable, type OfferableKind } from '../../timeline/listening/offerable.ts'
import { findCaseNumber, findWaitParty } from '../../timeline/listening/wait-party.ts'
import type { ChallengeSettings } from '../challenges/settings.ts'
import { intervalFor } from '../challenges/triggers.ts'
import { findHypothesisByStatement } from '../ledger/similarity.ts'
import { openWaits } from '../ledger/waits/model.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { offerMade } from './changes.ts'
import type { AuthorOffer } from './model.ts'
import { authorOfferMessage } from './offer-view.ts'

/** The least time between two offers to one person in one incident. */
const offerCooldownMs = 30 * minuteMs
/** A message older than this was delivered late; an offer about it would come out of nowhere. */
const offerStaleAfterMs = 5 * minuteMs
/** How long after an action people still mean it when they say that nothing has changed. */
const actionFeedbackWindowMs = 60 * minuteMs
/** A recurrence mentioned this soon after a recorded one is the same one. */
const sameRecurrenceWindowMs = 10 * minuteMs

/** The stored data that an offer depends on. */
export interface OfferContext {
  /** The message is, or once was, an entry: somebody has already decided about it. */
  isEntry: boolean
  isDeleted: boolean
  isOffered: boolean
  lastOfferAt: Date | null
  /** Its author turned offers off. */
  isStopped: boolean
  /** Names of the people, channels and groups in the message, by id. */
  names: ReadonlyMap<string, string>
}

/**
 * Offers the author of a message, in an ephemeral message, to put it on record with one click. Nothing is recorded
 * without that click. Offers must not disturb people at work: they are rare, never about a message somebody has already
 * decided about, and never made in an incident that is not challenged either.
 */
export function decideOffer(ctx: InvestigationContext, input: RemarkMade, before: OfferContext): Decision {
  const { state } = ctx
  const { message, by, channelId } = input
  const classification = classifyOfferable(message.text)
  if (!classification || !canMakeOffer(ctx, input, before)) return emptyDecision
  const words = extractProse(toPlainText(message.text, before.names))
  const offer = chooseOffer(ctx, classification.sign, words, instantOf(message.ts))
  if (!offer) return emptyDecision
  const { id: incidentId } = state.incident
  const { ts: messageTs, threadTs } = message
  const made = {
    incidentId,
    channelId,
    messageTs,
    personId: by.id,
    sign: classification.sign,
    offeredAt: ctx.now,
  }
  const shown = authorOfferMessage(state, offer, { channelId, ts: messageTs, words })
  const thread = threadTs === null ? {} : { thread: formatTs(threadTs) }
  const ephemeral = { do: 'post_ephemeral', to: by.id, message: shown, ...thread, only: 'here' } as const
  return {
    changes: [offerMade({ offer: made })],
    send: [{ to: { incident: incidentId }, call: ephemeral }],
  }
}

function canMakeOffer(
  { state, now, settings }: InvestigationContext,
  { message, channelId }: RemarkMade,
  { isEntry, isDeleted, isOffered, isStopped, lastOfferAt }: OfferContext,
): boolean {
  const age = (at: Date) => now.getTime() - at.getTime()
  if (channelId !== state.incident.channelId || isClosedOrCancelled(state.incident)) return false
  if (!isIncidentChallenged(state, settings) || settings.listening.offers === 'off') return false
  if (isEntry || isDeleted || isOffered || isStopped || age(instantOf(message.ts)) > offerStaleAfterMs) return false
  return lastOfferAt === null || age(lastOfferAt) >= offerCooldownMs
}

/** Whether this incident is challenged at all. */
const isIncidentChallenged = ({ incident }: InvestigationState, { challenges }: ChallengeSettings): boolean =>
  intervalFor(incident, challenges) !== null

/** The offer that fits the state of the incident. After mitigation only signs that it did not last are worth one. */
function chooseOffer(
  { state, now }: InvestigationContext,
  sign: OfferableKind,
  words: string,
  at: Date,
): AuthorOffer | undefined {
  if (sign === 'persists') return offerNoEffect(state, at)
  if (sign === 'recurrence') {
    const isOnRecord = state.recurrences.some(
      (recurrence) => now.getTime() - recurrence.at.getTime() < sameRecurrenceWindowMs,
    )
    return isOnRecord ? undefined : { do: 'recurrence' }
  }
  if (!isSeekingCause(state.incident)) return undefined
  if (sign === 'third party') return offerWait(state, words)
  if (sign === 'hypothesis') return findHypothesisByStatement(state, words) ? undefined : { do: 'track' }
  return { do: 'action' }
}

/** Offers *No effect* for the latest action without a result. */
function offerNoEffect({ actions }: InvestigationState, at: Date): AuthorOffer | undefined {
  const latest = withoutResult(actions).findLast((done) => done.at < at)
  const action = latest && at.getTime() - latest.at.getTime() <= actionFeedbackWindowMs ? latest : undefined
  return action && { do: 'no effect', action }
}

function offerWait({ waits }: InvestigationState, words: string): AuthorOffer | undefined {
  const party = findWaitParty(words)
  const isOnRecord = party !== null && openWaits(waits).some((open) => isSameWaitParty(open.party, party))
  return isOnRecord ? undefined : { do: 'wait', party, about: findCaseNumber(words) }
}

/** `AWS` and `AWS support` are the same party. */
function isSameWaitParty(one: string, other: string): boolean {
  const [a, b] = [`${normalizeWords(one)} `, `${normalizeWords(other)} `]
  return a.startsWith(b) || b.startsWith(a)
}
