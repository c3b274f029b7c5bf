import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { WithActor } from '../feature/context.ts'
import { incidentReference, isClosedOrCancelled } from '../incident/model.ts'
import { holderOf, type RoleHolder } from '../incident/roles.ts'
import type { IncidentState } from '../state.ts'

/** The kinds of action that permissions distinguish. */
export const permissionActs = [
  'declare',
  'read',
  'respond',
  'reopen',
  'undo',
  'manageFollowUp',
  'review',
  'answerBrief',
  'export',
  'post-mortem',
] as const
export type Act = (typeof permissionActs)[number]

/** What each act covers, in words for people. */
export const actDescriptions: Record<Act, string> = {
  declare: 'declaring an incident',
  read: 'the panel, lists, the timeline, catching up',
  respond: 'status, roles, capture, log, hypotheses, answers, updates, edits',
  reopen: 'reopening, with a reason',
  undo: 'taking back, for 15 minutes, what one has just done',
  manageFollowUp: 'follow-ups: begun, done, dropped, edited',
  review: 'adding what the review at close offers, by whoever it was sent to',
  answerBrief: 'answering a brief, by whoever it was sent to, from outside the incident',
  export: 'the post-mortem as a file',
  'post-mortem': 'editing it, its review, its form, publishing it',
}

/**
 * Who may do what. During the response nothing is refused for rank. What leaves the channel, and what changes after
 * close, is reserved for the commander, the owner and configured admins. Reopening is the exception: when the symptom
 * returns at 03:00, whoever sees it has to be able to act, and everybody can read who did. The owner of a follow-up may
 * always manage it, and people may undo what they were allowed to do.
 */
export const permissionRules: Record<Act, { during: Who; after: Who }> = {
  declare: { during: 'anyone', after: 'anyone' },
  read: { during: 'anyone', after: 'anyone' },
  respond: { during: 'anyone', after: 'answerable' },
  reopen: { during: 'anyone', after: 'anyone' },
  // The button is shown only to the person whose action it undoes.
  undo: { during: 'anyone', after: 'anyone' },
  review: { during: 'anyone', after: 'anyone' },
  // The brief stores its recipient.
  answerBrief: { during: 'anyone', after: 'anyone' },
  manageFollowUp: { during: 'anyone', after: 'answerable or theirs' },
  export: { during: 'answerable', after: 'answerable' },
  'post-mortem': { during: 'answerable', after: 'answerable' },
}
type Who = 'anyone' | 'answerable' | 'answerable or theirs'

/** A sentence that says who may do this, or undefined if this person may. */
export function explainDenial({ state, by, settings }: WithActor, act: Act, isOwn = false): string | undefined {
  const isOver = isClosedOrCancelled(state.incident)
  const rule = permissionRules[act][isOver ? 'after' : 'during']
  if (rule === 'answerable or theirs' && isOwn) return undefined
  if (rule === 'anyone' || isAccountablePerson(by.id, state.roles, settings.admins)) return undefined
  const over = isOver ? ` ${incidentReference(state.incident)} is ${state.incident.status}.` : ''
  return `Only the commander, the owner or an admin may do this.${over} ${askRoleHoldersText(state)}`
}

function isAccountablePerson(who: string, roles: readonly RoleHolder[], admins: readonly string[]): boolean {
  return admins.includes(who) || who === holderOf(roles, 'commander') || who === holderOf(roles, 'owner')
}

function askRoleHoldersText({ roles, names }: IncidentState): string {
  const holders = ['commander', 'owner'].map((role) => {
    const holder = holderOf(roles, role)
    return `${role}: ${holder ? escapeMrkdwn(names.get(holder) ?? holder) : 'nobody yet'}`
  })
  return `Ask them (${holders.join(', ')}).`
}
