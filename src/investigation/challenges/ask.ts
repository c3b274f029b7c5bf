import type { Decision } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Send } from '../../core/outbox/call.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryByBot } from '../../core/record/entry.ts'
import { setTimer } from '../../core/timers/set.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import type { QuestionBackground } from './background.ts'
import { challengeAsked, challengeSuperseded } from './changes.ts'
import { challengeAskedEntry } from './entry-data.ts'
import { type Challenge, challengeLiveMessage, openChallenge } from './model.ts'
import { type NextChallenge, nextChallenge } from './policy.ts'
import { chooseQuestion } from './questions.ts'
import { findChallengeSubject } from './subject.ts'
import { explainWhyNow } from './why.ts'

/** The challenge that is due now, if any. */
export function findDueChallenge({ state, settings, now }: InvestigationContext): NextChallenge | undefined {
  const next = nextChallenge(state, settings.challenges, now)
  return next && next.dueAt <= now ? next : undefined
}

/** Asks a challenge that is due. `reconcileChallenge` sets the timer for the next one once this is saved. */
export function askChallenge(ctx: InvestigationContext, next: NextChallenge, background: QuestionBackground): Decision {
  const { state } = ctx
  const before = openChallenge(state.challenges)
  const asked = makeChallengeAskedChange(ctx, next, background)
  const superseded: StateChange[] = before ? [challengeSuperseded({ id: before.id, at: ctx.now })] : []
  const { id: challengeId, why, question } = asked
  const worded = challengeAskedEntry({ challengeId, why, question })
  const entry = entryByBot(ctx, state.incident.id, 'challenge', worded)
  return {
    changes: [...superseded, asked, entryAdded({ entry })],
    send: [...(before ? [refreshChallengeMessage(state, before)] : []), refreshChallengeMessage(state, asked)],
  }
}

function makeChallengeAskedChange(
  { state, newId, now }: InvestigationContext,
  next: NextChallenge,
  background: QuestionBackground,
) {
  const { reason, hypothesisId, aboutId } = next
  const askedOf = findPersonToAsk(state, next)
  return challengeAsked({
    id: newId(),
    incidentId: state.incident.id,
    number: (state.challenges.at(-1)?.number ?? 0) + 1,
    reason,
    ...chooseQuestion(state, next, background),
    why: explainWhyNow(state, next, background, now),
    hypothesisId,
    aboutId,
    askedOf,
    level: askedOf || next.level > 1 ? next.level : 1,
    candidates: reason === 'no_hypothesis' ? background.candidates : [],
    at: now,
  })
}

/** The person to mention: whoever took the action or owns the test; else, on level 0, the commander; else nobody. */
function findPersonToAsk(state: InvestigationState, next: NextChallenge): string | null {
  const { action, test } = findChallengeSubject(state, next)
  if (next.reason === 'did_it_work') return action?.by ?? action?.recordedBy ?? null
  if (next.reason === 'test_due') return test?.ownerId ?? null
  return next.level === 0 ? (holderOf(state.roles, 'commander') ?? null) : null
}

/** Refreshes the challenge's own message, which is edited in place so that no stale prompt is left standing. */
export const refreshChallengeMessage = (
  { incident }: Pick<InvestigationState, 'incident'>,
  { number }: Pick<Challenge, 'number'>,
): Send => ({
  to: { incident: incident.id },
  call: { do: 'refresh', liveMessage: challengeLiveMessage(number) },
})

/** Sets the timer for the next challenge of this state, or clears it. */
export const setChallengeTimer = ({ state, settings, now }: InvestigationContext): StateChange[] =>
  setTimer(state, 'challenge', nextChallenge(state, settings.challenges, now)?.dueAt ?? null)
