import { combineDecisions, type Decision, type Refusal } from '../core/decision.ts'
import { incidentReference } from '../core/incident/model.ts'
import type { Actor } from '../core/input.ts'
import type { Profile } from '../core/outbox/outcome.ts'
import type { DecisionContext, IncidentState } from '../core/state.ts'
import { makeUndoable } from '../core/undo/undoable.ts'
import { escapeMrkdwn, nameOrMention } from '../messages/mrkdwn.ts'
import { toOneLine } from '../platform/text.ts'
import type { NewFollowUp } from './changes.ts'
import { escapeFollowUpText, ownerAndDueLine, postFollowUpLine, sayFollowUp } from './lines.ts'
import { type FollowUp, followUpStateNames, isToDo, labelOf } from './model.ts'
import { checkFollowUpText, type ParsedFollowUp } from './parse-follow-up.ts'

/** A new follow-up in somebody's words: shown back in full, and said in one line. */
export function addFollowUp(
  state: IncidentState,
  { text, owner, dueOn }: ParsedFollowUp,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { incident } = state
  if (incident.status === 'cancelled')
    return {
      refusal: `${incidentReference(incident)} is cancelled: nothing follows from it. Keep this where your team plans.`,
    }
  const twin = findOpenDuplicate(state, text)
  const refused =
    checkFollowUpText(text) ??
    (twin && { refusal: `${labelOf(twin)} says that already, and is ${followUpStateNames[twin.state]}.` })
  if (refused) return refused
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
  const known = withPerson(state, person)
  const line = `Follow-up ${sayFollowUp(known, followUp)} · ${nameOrMention(by)}`
  const words = sayFollowUp(known, followUp)
  const open = ownerAndDueLine(known, followUp)
    ? ''
    : ` Nobody owns it and nothing is due: \`${ctx.settings.command} followup\` changes that.`
  return combineDecisions(
    { changes: [{ type: 'followup.added', followUp }], send: [postFollowUpLine(incident.id, line)] },
    makeUndoable(
      {
        incidentId: incident.id,
        subject: followUpUndoSubject(followUp),
        words: `*${labelOf(followUp)}* ${escapeFollowUpText(followUp)}`,
        shown: `${words}${open}`,
        inverse: [{ type: 'followup.removed', id: followUp.id }],
        by,
      },
      ctx,
    ),
  )
}

/** Why somebody cannot answer for anything; whom nobody has met yet is taken at their word. */
export function explainUnfitOwner(profile: Pick<Profile, 'name' | 'bot' | 'gone'> | null): string | null {
  if (!profile?.gone && !profile?.bot) return null
  const name = escapeMrkdwn(profile.name)
  return profile.gone ? `${name} has left: name somebody else.` : `${name} is a bot: name a person or a team.`
}

/** The thing an undo is about. */
export const followUpUndoSubject = ({ id }: Pick<FollowUp, 'id'>): string => `follow-up ${id}`

export const nextNumber = (followUps: readonly Pick<FollowUp, 'number'>[]): number =>
  Math.max(0, ...followUps.map(({ number }) => number)) + 1

/** The follow-up still to be done, other than this one, that says the same. */
export function findOpenDuplicate(state: IncidentState, text: string, own?: FollowUp): FollowUp | undefined {
  const plain = toOneLine(text).toLowerCase()
  return state.followUps.find((known) => known !== own && isToDo(known) && known.text.toLowerCase() === plain)
}

/** The names that are known, with that of whoever was just named. */
export function withPerson(state: IncidentState, person: Actor | null): Pick<IncidentState, 'names'> {
  if (!person?.name || state.names.has(person.id)) return state
  return { names: new Map([...state.names, [person.id, person.name]]) }
}
