import { escapeMrkdwn } from '../messages/mrkdwn.ts'
import { incidentReference, isClosedOrCancelled } from './incident/model.ts'
import { holderOf, type RoleHolder } from './incident/roles.ts'
import type { DecisionContext, IncidentState } from './state.ts'

/** What people do, as far as permission is concerned. */
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

/** What each act is, for people. */
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
 * Who may do what, in one place. During the response nothing is refused for rank; what leaves the
 * channel, and what changes after close, is for commander, owner and configured admins. Reopening is the exception: when it is
 * back at 03:00 whoever sees it moves it forward, and everybody reads who did. Whoever answers for a follow-up may do
 * with it what they like, and what somebody was allowed to do they may take back: only they are offered that.
 */
export const permissionRules: Record<Act, { during: Who; after: Who }> = {
  declare: { during: 'anyone', after: 'anyone' },
  read: { during: 'anyone', after: 'anyone' },
  respond: { during: 'anyone', after: 'answerable' },
  reopen: { during: 'anyone', after: 'anyone' },
  // The button is shown to nobody but whoever did it, and was allowed to.
  undo: { during: 'anyone', after: 'anyone' },
  review: { during: 'anyone', after: 'anyone' },
  // The brief itself says to whom it was sent.
  answerBrief: { during: 'anyone', after: 'anyone' },
  manageFollowUp: { during: 'anyone', after: 'answerable or theirs' },
  export: { during: 'answerable', after: 'answerable' },
  'post-mortem': { during: 'answerable', after: 'answerable' },
}
type Who = 'anyone' | 'answerable' | 'answerable or theirs'

/** A sentence saying who may, when this person may not. */
export function explainDenial(
  act: Act,
  who: string,
  state: IncidentState,
  { settings }: DecisionContext,
  /** What of the incident it is about. */
  about = '',
): string | undefined {
  const rule = permissionRules[act][isClosedOrCancelled(state.incident) ? 'after' : 'during']
  if (rule === 'answerable or theirs' && ownsFollowUp(state, who, about)) return undefined
  if (rule === 'anyone' || isAccountablePerson(who, state.roles, settings.admins)) return undefined
  const over = isClosedOrCancelled(state.incident)
    ? ` ${incidentReference(state.incident)} is ${state.incident.status}.`
    : ''
  return `Only the commander, the owner or an admin may do this.${over} ${askRoleHoldersText(state)}`
}

function isAccountablePerson(who: string, roles: readonly RoleHolder[], admins: readonly string[]): boolean {
  return admins.includes(who) || who === holderOf(roles, 'commander') || who === holderOf(roles, 'owner')
}

/** A form's `about` says more than the id, behind a colon. */
const ownsFollowUp = ({ followUps }: IncidentState, who: string, about: string): boolean =>
  followUps.some(({ id, ownerId }) => ownerId === who && id === about.split(':')[0])

function askRoleHoldersText({ roles, names }: IncidentState): string {
  const held = ['commander', 'owner'].map((role) => {
    const holder = holderOf(roles, role)
    return `${role}: ${holder ? escapeMrkdwn(names.get(holder) ?? holder) : 'nobody yet'}`
  })
  return `Ask them (${held.join(', ')}).`
}
