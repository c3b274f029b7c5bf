import { combineDecisions, type Decision, type Refusal, type StateChange } from '../../core/decision.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import { holdingOf, type RoleHolder } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import type { NewEntry } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { type DecisionContext, findDisplayName, type IncidentState } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { refreshAnnouncement, refreshOpeningMessage } from '../lifecycle/announce.ts'
import { confirmRole } from './confirm.ts'
import { buildHandoverLines, hasMore } from './handover.ts'
import type { HandoverContext } from './handover-context.ts'
import { paragraphBlocks } from './lines.ts'
import { confirmRoleMessage, describeRoleDuties } from './view.ts'

/** Who is to have which role, by whose word. `work` is what a commander takes over. */
export interface RoleGrant {
  role: string
  to: Actor
  by: Actor
  work: HandoverContext | null
}

/** *I take command* is for when nobody does: a screen may show it long after somebody has. */
export function assumeCommand(
  state: IncidentState,
  by: Actor,
  work: HandoverContext | null,
  ctx: DecisionContext,
): Decision | Refusal {
  const held = holdingOf(state.roles, 'commander')
  if (!held || held.userId === by.id) return assignRole(state, { role: 'commander', to: by, by, work }, ctx)
  const name = escapeMrkdwn(findDisplayName(state, held.userId))
  return { refusal: `${name} is commander. \`${ctx.settings.command} commander\` takes over.` }
}

/** Gives a role to somebody. Without a name it is whoever asks, and that always works. */
export function assignRole(state: IncidentState, giving: RoleGrant, ctx: DecisionContext): Decision | Refusal {
  const { incident, roles } = state
  const { role, to, by } = giving
  const before = holdingOf(roles, role)
  if (before?.userId === to.id) return heldAlready(state, before, giving, ctx)
  if (isClosedOrCancelled(incident) && role === 'commander')
    return { refusal: `${incidentReference(incident)} is ${incident.status}: it needs no commander.` }
  const known = to.name ?? state.names.get(to.id)
  const name = known ?? to.id
  const instead = before ? ` (was ${findDisplayName(state, before.userId)})` : ''
  const entry = entryBy(ctx, incident.id, 'role', `${name} is ${role}${instead}`, by)
  const shown = `*${nameOrMention({ id: to.id, ...(known && { name: known }) })}* is ${role}${escapeMrkdwn(instead)}`
  const line = `${shown}${to.id === by.id ? '' : ` · by ${nameOrMention(by)}`}`
  return combineDecisions(
    assumed(state, giving, entry, line, ctx),
    notifyRoleHolders(state, giving, before, shown, ctx),
    takesBack(state, giving, { entry, before, shown }, ctx),
  )
}

/** The role changes hands: recorded, said in one public line, shown on the boards. */
function assumed(
  { incident }: IncidentState,
  { role, to, by }: RoleGrant,
  entry: NewEntry,
  line: string,
  { now, settings }: DecisionContext,
): Decision {
  const { id: incidentId } = incident
  const acknowledgedAt = to.id === by.id ? now : null
  // The holding goes by the id of the entry that tells of it.
  const holding = { id: entry.id, incidentId, role, userId: to.id, by: by.id, at: now, acknowledgedAt }
  const changes: StateChange[] = [
    { type: 'role.assumed', ...holding },
    { type: 'entry.added', entry },
  ]
  if (role === 'commander' && !incident.acknowledgedAt) {
    changes.push({ type: 'incident.acknowledged', incidentId, at: now })
  }
  const invite: Send = {
    to: { incident: incidentId },
    call: { do: 'invite', people: [to.id] },
    tell: { person: by.id },
  }
  return {
    changes,
    send: [invite, postRecordedLine(incidentId, line, entry.id), ...refreshRoleMessages(incident, role, settings)],
  }
}

export const refreshRoleMessages = (
  incident: IncidentState['incident'],
  role: string,
  settings: DecisionContext['settings'],
): Send[] => [
  ...(role === 'commander' ? refreshOpeningMessage(incident) : []),
  ...refreshAnnouncement(incident, settings),
]

/** Whoever was given the role is asked to confirm; whoever had it reads in one line that they have it no more. */
function notifyRoleHolders(
  state: IncidentState,
  giving: RoleGrant,
  before: RoleHolder | undefined,
  shown: string,
  ctx: DecisionContext,
): Decision {
  const { to, by } = giving
  const { id: incident } = state.incident
  const whisper = (person: string, message: ReturnType<typeof sentenceMessage>): Send => ({
    to: { incident },
    call: { do: 'whisper', to: person, message },
  })
  const given =
    to.id === by.id
      ? []
      : [whisper(to.id, confirmRoleMessage(state, giving.role, handoverLinesIfNeeded(state, giving, ctx), ctx))]
  const former =
    before && before.userId !== by.id
      ? [
          whisper(
            before.userId,
            sentenceMessage(`${shown}. You are ${giving.role} of ${incidentReference(state.incident)} no more.`),
          ),
        ]
      : []
  return { changes: [], send: [...given, ...former] }
}

/** The private answer: what the role asks of whoever took it, and the way back. */
function takesBack(
  { incident, ...state }: IncidentState,
  giving: RoleGrant,
  { entry, before, shown }: { entry: NewEntry; before: RoleHolder | undefined; shown: string },
  ctx: DecisionContext,
): Decision {
  const { role, to, by } = giving
  const { id: incidentId } = incident
  const inverse: StateChange[] = [
    { type: 'role.taken_back', id: entry.id, before: before?.id ?? null },
    { type: 'entry.withdrawn', entryId: entry.id },
    ...(role === 'commander' && !incident.acknowledgedAt
      ? [{ type: 'incident.acknowledged', incidentId, at: null } as const]
      : []),
  ]
  const own = to.id === by.id
  const answer = own
    ? {
        shown: describeRoleDuties(role, incident, ctx.settings),
        more: paragraphBlocks(handoverLinesIfNeeded({ incident, ...state }, giving, ctx)),
      }
    : { shown: `${shown}. I asked them to confirm.` }
  return makeUndoable({ incidentId, subject: `role ${role}`, words: shown, inverse, by, ...answer }, ctx)
}

/** What there is to take over. */
const handoverLinesIfNeeded = (state: IncidentState, { role, work }: RoleGrant, { now }: DecisionContext): string[] =>
  role === 'commander' && work && (holdingOf(state.roles, role) || hasMore(state, work))
    ? buildHandoverLines(state, work, now)
    : []

function heldAlready(
  state: IncidentState,
  held: RoleHolder,
  { role, to, by }: RoleGrant,
  ctx: DecisionContext,
): Decision | Refusal {
  if (to.id === by.id && !held.acknowledgedAt) return confirmRole(state, role, by, ctx)
  const name = to.id === by.id ? 'You are' : `${escapeMrkdwn(findDisplayName(state, to.id))} is`
  return { refusal: `${name} ${role} already.` }
}
