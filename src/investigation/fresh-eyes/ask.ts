import { answerWithModal, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import { findDisplayName } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { briefAsked } from './changes.ts'
import { nameRecipientModal } from './modals.ts'
import type { BriefLine } from './model.ts'
import { explainUnsuitedPerson, type RecipientConstraints } from './recipient.ts'
import { findAskRefusal } from './state.ts'

/**
 * A request for fresh eyes. `challengeId` is the challenge it was made from, if any; `person` is whoever was named, if
 * anybody.
 */
export interface FreshEyesRequest {
  challengeId: string | null
  person: Actor | undefined
}

/**
 * Looks for a recipient in Slack; the preview follows when Slack has answered. If nobody is named or configured, opens
 * a modal to name somebody instead.
 */
export function askFreshEyes(
  ctx: WithActor<InvestigationContext>,
  { challengeId, person }: FreshEyesRequest,
  constraints: RecipientConstraints,
  lines: readonly BriefLine[],
): Decision | Refusal {
  const { state, by } = ctx
  const refusal = findAskRefusal(ctx) ?? refuseEmptyBrief(ctx, lines)
  if (refusal) return refusal
  const unfit =
    person && explainUnsuitedPerson(person.id, person.name ?? findDisplayName(state, person.id), by.id, constraints)
  if (unfit) return { refusal: unfit, field: 'person' }
  const { group, people } = ctx.settings.freshEyes
  if (!person && !group && people.length === 0) return answerWithModal(nameRecipientModal(state, challengeId))
  const id = ctx.newId()
  const { incident } = state
  const sources = person ? { group: null, people: [person.id] } : { group: group ?? null, people }
  return {
    changes: [briefAsked({ id, incidentId: incident.id, requestedBy: by.id, challengeId, at: ctx.now })],
    send: [
      {
        to: { incident: incident.id },
        call: { do: 'find_fresh_eyes', briefId: id, ...sources, not: [...constraints.insiders, by.id] },
      },
    ],
    answer: { say: sentenceMessage(briefNextStepText(state, by)) },
  }
}

function refuseEmptyBrief({ settings }: InvestigationContext, lines: readonly BriefLine[]): Refusal | undefined {
  if (lines.length > 0) return undefined
  return {
    refusal: `Nothing is on record yet that somebody else could judge. Mark what people see with :mag:, or \`${settings.command} log\` it.`,
  }
}

function briefNextStepText({ incident, roles }: InvestigationState, by: Actor): string {
  const consent = incident.private && holderOf(roles, 'commander') !== by.id
  const first = consent ? 'The commander is asked first. Then the' : 'The'
  return `${first} brief comes to you in a direct message. You can change it there before it goes.`
}
