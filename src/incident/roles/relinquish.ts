import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { DecisionContext, WithActor } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { holdingOf, type RoleHolder, roleCommandWords } from '../../core/incident/roles.ts'
import type { Send } from '../../core/outbox/call.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryBy, entryByBot } from '../../core/record/entry.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { restartReminder } from '../../core/reminders/policy.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { incidentAcknowledged } from '../lifecycle/changes.ts'
import { refreshRoleMessages } from './assign.ts'
import { roleRelinquished, roleResumed, roleTakenBack } from './changes.ts'
import { type Account, explainRoleIneligibility } from './eligibility.ts'
import { roleEntry, roleRevokedEntry } from './entry-data.ts'

/** Ends a role without a successor: by its holder, or by somebody else if the holder is not available. */
export function relinquishRole(ctx: WithActor, role: string): Decision | Refusal {
  const { state, by } = ctx
  const { incident, roles } = state
  const holder = holdingOf(roles, role)
  if (!holder) return { refusal: `Nobody is ${role}.` }
  const { id: incidentId } = incident
  const from = holder.userId
  const worded = roleEntry({ role, userId: null, from }, (id) => findDisplayName(state, id))
  const entry = entryBy(ctx, incidentId, 'role', worded)
  const words = escapeMrkdwn(worded.text)
  const recorded = {
    entry,
    words,
    line: `${words} · ${nameOrMention(by)}`,
    subject: `role ${role}`,
    changes: [roleRelinquished({ incidentId, role, at: ctx.now })],
    back: [roleResumed({ id: holder.id })],
  }
  return combineDecisions(recordEntry(ctx, recorded), {
    changes: restartCommanderReminder(ctx, role),
    send: [
      ...(holder.userId === by.id ? [] : [notifyFormerHolder(state, holder)]),
      ...refreshRoleMessages(incident, role, ctx.settings),
    ],
  })
}

const notifyFormerHolder = ({ incident }: IncidentState, { role, userId }: RoleHolder): Send => ({
  to: { incident: incident.id },
  call: {
    do: 'post_ephemeral',
    to: userId,
    message: sentenceMessage(`You are ${role} of ${incidentReference(incident)} no more.`),
  },
})

/** Restarts the commander reminder, so that its delay counts from now. Empty for other roles. */
const restartCommanderReminder = ({ state, now, settings }: DecisionContext, role: string): StateChange[] =>
  role === 'commander'
    ? [restartReminder(state.incident.id, 'commander', new Date(now.getTime() + settings.reminders.commander))]
    : []

/**
 * Takes a role back from a bot or a deactivated account, to which it was assigned before the profile was fetched. The
 * former holder, if any, has it again. Changes nothing for an active person.
 */
export function revokeIneligibleHolder(
  ctx: DecisionContext,
  holder: RoleHolder,
  account: Account,
  former: Pick<RoleHolder, 'id' | 'userId'> | null,
): Decision {
  const { state } = ctx
  const { incident } = state
  const { role } = holder
  const why = explainRoleIneligibility(account, holder.userId)
  if (!why) return { changes: [], send: [] }
  const now = former ? `${escapeMrkdwn(findDisplayName(state, former.userId))} is ${role} again` : `Nobody is ${role}`
  const worded = roleRevokedEntry({ role, userId: holder.userId }, () => account.name)
  const entry = entryByBot(ctx, incident.id, 'role', worded)
  const unacknowledged = role === 'commander' && incident.acknowledgedAt?.getTime() === holder.assumedAt.getTime()
  const reason = `${why}, and a role needs a person. ${now}. \`${ctx.settings.command} ${roleCommandWords(role)} @name\` gives it to somebody else.`
  return {
    changes: [
      roleTakenBack({ id: holder.id, before: former?.id ?? null }),
      entryAdded({ entry }),
      ...(unacknowledged ? [incidentAcknowledged({ incidentId: incident.id, at: null })] : []),
      ...(former ? [] : restartCommanderReminder(ctx, role)),
    ],
    send: [
      postRecordedLine(incident.id, `${now}: ${why}`, entry.id),
      {
        to: { incident: incident.id },
        call: { do: 'post_ephemeral', to: holder.assignedBy, message: sentenceMessage(reason) },
      },
      ...refreshRoleMessages(incident, role, ctx.settings),
    ],
  }
}
