import { combineDecisions, type Decision, type Refusal } from '../core/decision.ts'
import type { WithActor } from '../core/feature/context.ts'
import { incidentReference } from '../core/incident/model.ts'
import type { Actor } from '../core/input.ts'
import type { Profile } from '../core/outbox/outcome.ts'
import { makeUndoable } from '../core/undo/undoable.ts'
import { escapeMrkdwn, nameOrMention } from '../messages/mrkdwn.ts'
import { haveSameWords } from '../platform/words/normalize.ts'
import { followUpAdded, followUpRemoved, type NewFollowUp } from './changes.ts'
import { escapeFollowUpText, ownerAndDueLine, postFollowUpLine, sayFollowUp } from './lines.ts'
import { type FollowUp, followUpStateNames, isToDo, labelOf } from './model.ts'
import { checkFollowUpText, type ParsedFollowUp } from './parse-follow-up.ts'
import type { FollowUpsContext, FollowUpsState } from './state.ts'

/**
 * Adds a follow-up, posts one public line and shows it to its author with an undo. Refuses a duplicate of an unfinished
 * one, and any follow-up of a cancelled incident.
 */
export function addFollowUp(
  ctx: WithActor<FollowUpsContext>,
  { text, owner, dueOn }: ParsedFollowUp,
): Decision | Refusal {
  const { state, by } = ctx
  const { incident } = state
  if (incident.status === 'cancelled')
    return {
      refusal: `${incidentReference(incident)} is cancelled: nothing follows from it. Keep this where your team plans.`,
    }
  const twin = findOpenDuplicate(state, text)
  const refusal =
    checkFollowUpText(text) ??
    (twin && { refusal: `${labelOf(twin)} says that already, and is ${followUpStateNames[twin.state]}.` })
  if (refusal) return refusal
  const person = owner && 'person' in owner ? owner.person : null
  const followUp: NewFollowUp = {
    id: ctx.newId(),
    incidentId: incident.id,
    number: nextNumber(state.followUps),
    text,
    ownerId: person?.id ?? null,
    owner: owner && 'team' in owner ? owner.team : null,
    dueOn,
    channelId: null,
    messageTs: null,
    threadTs: null,
    createdAt: ctx.now,
    createdBy: by.id,
  }
  const named = withPerson(state, person)
  const line = `Follow-up ${sayFollowUp(named, followUp)} · ${nameOrMention(by)}`
  const words = sayFollowUp(named, followUp)
  const open = ownerAndDueLine(named, followUp)
    ? ''
    : ` Nobody owns it and nothing is due: \`${ctx.settings.command} followup\` changes that.`
  return combineDecisions(
    { changes: [followUpAdded({ followUp })], send: [postFollowUpLine(incident.id, line)] },
    makeUndoable(ctx, {
      incidentId: incident.id,
      subject: followUpUndoSubject(followUp),
      words: `*${labelOf(followUp)}* ${escapeFollowUpText(followUp)}`,
      shown: `${words}${open}`,
      inverse: [followUpRemoved({ id: followUp.id })],
    }),
  )
}

/** Why this person cannot own a follow-up, or null. A person without a stored profile is accepted. */
export function explainUnfitOwner(profile: Pick<Profile, 'name' | 'bot' | 'gone'> | null): string | null {
  if (!profile?.gone && !profile?.bot) return null
  const name = escapeMrkdwn(profile.name)
  return profile.gone ? `${name} has left: name somebody else.` : `${name} is a bot: name a person or a team.`
}

/** The undo subject of a follow-up: only the latest action with the same subject can be undone. */
export const followUpUndoSubject = ({ id }: Pick<FollowUp, 'id'>): string => `follow-up ${id}`

export const nextNumber = (followUps: readonly Pick<FollowUp, 'number'>[]): number =>
  Math.max(0, ...followUps.map(({ number }) => number)) + 1

/** An unfinished follow-up other than `own` with the same words. */
export function findOpenDuplicate(state: FollowUpsState, text: string, own?: FollowUp): FollowUp | undefined {
  return state.followUps.find((other) => other !== own && isToDo(other) && haveSameWords(other.text, text))
}

/** The state's names, with this person's added if the state has not loaded it. */
export function withPerson(state: FollowUpsState, person: Actor | null): Pick<FollowUpsState, 'names'> {
  if (!person?.name || state.names.has(person.id)) return state
  return { names: new Map([...state.names, [person.id, person.name]]) }
}
