import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { DecisionContext, WithActor } from '../../core/feature/context.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import { holdingOf, type RoleHolder } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import { entryAdded, entryWithdrawn, type NewEntry } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { refreshAnnouncement, refreshOpeningMessage } from '../lifecycle/announce.ts'
import { incidentAcknowledged } from '../lifecycle/changes.ts'
import { roleAssumed, roleTakenBack } from './changes.ts'
import { confirmRole } from './confirm.ts'
import { roleEntry, sayFormerHolder } from './entry-data.ts'
import { buildHandoverLines, hasMore } from './handover.ts'
import type { HandoverContext } from './handover-context.ts'
import { paragraphBlocks } from './lines.ts'
import { confirmRoleMessage, describeRoleDuties } from './view.ts'

/** A request to assign a role. `work` is what a new commander has to know; null for other roles. */
export interface RoleGrant {
  role: string
  to: Actor
  work: HandoverContext | null
}

/**
 * Handles *I take command*. Refused when somebody else is commander already: an old message may still show the button.
 */
export function assumeCommand(ctx: WithActor, work: HandoverContext | null): Decision | Refusal {
  const { state, by } = ctx
  const holder = holdingOf(state.roles, 'commander')
  if (!holder || holder.userId === by.id) return assignRole(ctx, { role: 'commander', to: by, work })
  const name = escapeMrkdwn(findDisplayName(state, holder.userId))
  return { refusal: `${name} is commander. \`${ctx.settings.command} commander\` takes over.` }
}

/**
 * Assigns a role. Refused when they hold it already, though taking an unconfirmed role again confirms it, and for a
 * commander once the incident is closed or cancelled.
 */
export function assignRole(ctx: WithActor, grant: RoleGrant): Decision | Refusal {
  const { state, by } = ctx
  const { incident, roles } = state
  const { role, to } = grant
  const before = holdingOf(roles, role)
  if (before?.userId === to.id) return refuseHeldRole(ctx, before, grant)
  if (isClosedOrCancelled(incident) && role === 'commander')
    return { refusal: `${incidentReference(incident)} is ${incident.status}: it needs no commander.` }
  const knownName = to.name ?? state.names.get(to.id)
  const nameOf = (id: string) => (id === to.id ? (knownName ?? id) : findDisplayName(state, id))
  const instead = before ? sayFormerHolder(nameOf(before.userId)) : ''
  const worded = roleEntry({ role, userId: to.id, from: before?.userId ?? null }, nameOf)
  const entry = entryBy(ctx, incident.id, 'role', worded)
  const shown = `*${nameOrMention({ id: to.id, ...(knownName && { name: knownName }) })}* is ${role}${escapeMrkdwn(instead)}`
  const line = `${shown}${to.id === by.id ? '' : ` · by ${nameOrMention(by)}`}`
  return combineDecisions(
    recordRoleAssumed(ctx, grant, entry, line),
    notifyRoleHolders(ctx, grant, before, shown),
    answerGrantWithUndo(ctx, grant, { entry, before, shown }),
  )
}

/** Records the new holder, says so in one public line, and refreshes the live messages that name the role. */
function recordRoleAssumed(
  { state: { incident }, by, now, settings }: WithActor,
  { role, to }: RoleGrant,
  entry: NewEntry,
  line: string,
): Decision {
  const { id: incidentId } = incident
  const acknowledgedAt = to.id === by.id ? now : null
  // The assignment shares the id of its entry.
  const holding = { id: entry.id, incidentId, role, userId: to.id, by: by.id, at: now, acknowledgedAt }
  const changes: StateChange[] = [roleAssumed({ ...holding }), entryAdded({ entry })]
  if (role === 'commander' && !incident.acknowledgedAt) {
    changes.push(incidentAcknowledged({ incidentId, at: now }))
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

/** Asks the new holder to confirm, and tells the former one; neither if they made the change themselves. */
function notifyRoleHolders(ctx: WithActor, grant: RoleGrant, before: RoleHolder | undefined, shown: string): Decision {
  const { state, by } = ctx
  const { to } = grant
  const { id: incident } = state.incident
  const ephemeral = (person: string, message: ReturnType<typeof sentenceMessage>): Send => ({
    to: { incident },
    call: { do: 'post_ephemeral', to: person, message },
  })
  const toNewHolder =
    to.id === by.id ? [] : [ephemeral(to.id, confirmRoleMessage(ctx, grant.role, handoverLinesIfNeeded(ctx, grant)))]
  const toFormerHolder =
    before && before.userId !== by.id
      ? [
          ephemeral(
            before.userId,
            sentenceMessage(`${shown}. You are ${grant.role} of ${incidentReference(state.incident)} no more.`),
          ),
        ]
      : []
  return { changes: [], send: [...toNewHolder, ...toFormerHolder] }
}

/** The actor's private answer, with *Undo*: the duties if they took the role themselves. */
function answerGrantWithUndo(
  ctx: WithActor,
  grant: RoleGrant,
  { entry, before, shown }: { entry: NewEntry; before: RoleHolder | undefined; shown: string },
): Decision {
  const { incident } = ctx.state
  const { role, to } = grant
  const { id: incidentId } = incident
  const inverse: StoredChange[] = [
    roleTakenBack({ id: entry.id, before: before?.id ?? null }),
    entryWithdrawn({ entryId: entry.id }),
    ...(role === 'commander' && !incident.acknowledgedAt ? [incidentAcknowledged({ incidentId, at: null })] : []),
  ]
  const own = to.id === ctx.by.id
  const answer = own
    ? {
        shown: describeRoleDuties(role, incident, ctx.settings),
        more: paragraphBlocks(handoverLinesIfNeeded(ctx, grant)),
      }
    : { shown: `${shown}. I asked them to confirm.` }
  return makeUndoable(ctx, { incidentId, subject: `role ${role}`, words: shown, inverse, ...answer })
}

/** Hand-over lines for a commander, unless there is nothing to take over. */
const handoverLinesIfNeeded = (ctx: DecisionContext, { role, work }: RoleGrant): string[] =>
  role === 'commander' && work && (holdingOf(ctx.state.roles, role) || hasMore(ctx, work))
    ? buildHandoverLines(ctx, work)
    : []

function refuseHeldRole(ctx: WithActor, holder: RoleHolder, { role, to }: RoleGrant): Decision | Refusal {
  const isOwn = to.id === ctx.by.id
  if (isOwn && !holder.acknowledgedAt) return confirmRole(ctx, role)
  const name = isOwn ? 'You are' : `${escapeMrkdwn(findDisplayName(ctx.state, to.id))} is`
  return { refusal: `${name} ${role} already.` }
}
