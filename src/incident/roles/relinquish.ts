import { combineDecisions, type Decision, type Refusal, type StateChange } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { holdingOf, type RoleHolder, wordFor } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import { entryBy } from '../../core/record/entry.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { restartReminder } from '../../core/reminders/policy.ts'
import { type DecisionContext, findDisplayName, type IncidentState } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { refreshRoleMessages } from './assign.ts'
import { type Account, explainRoleIneligibility } from './eligibility.ts'

/** Nobody has the role any more: said by whoever puts it down, or takes it from somebody who is not there. */
export function relinquishRole(
  state: IncidentState,
  role: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { incident, roles } = state
  const held = holdingOf(roles, role)
  if (!held) return { refusal: `Nobody is ${role}.` }
  const { id: incidentId } = incident
  const deed = `Nobody is ${role} (was ${findDisplayName(state, held.userId)})`
  const entry = entryBy(ctx, incidentId, 'role', deed, by)
  const words = escapeMrkdwn(deed)
  const recorded = {
    entry,
    words,
    line: `${words} · ${nameOrMention(by)}`,
    subject: `role ${role}`,
    changes: [{ type: 'role.relinquished', incidentId, role, at: ctx.now } as const],
    back: [{ type: 'role.resumed', id: held.id } as const],
  }
  return combineDecisions(recordEntry(recorded, by, ctx), {
    changes: commandless(state, role, ctx),
    send: [
      ...(held.userId === by.id ? [] : [noMore(state, held)]),
      ...refreshRoleMessages(incident, role, ctx.settings),
    ],
  })
}

const noMore = ({ incident }: IncidentState, { role, userId }: RoleHolder): Send => ({
  to: { incident: incident.id },
  call: {
    do: 'whisper',
    to: userId,
    message: sentenceMessage(`You are ${role} of ${incidentReference(incident)} no more.`),
  },
})

/** How long nobody commands counts anew. */
const commandless = (state: IncidentState, role: string, { now, settings }: DecisionContext): StateChange[] =>
  role === 'commander'
    ? [restartReminder(state.incident.id, 'commander', new Date(now.getTime() + settings.reminders.commander))]
    : []

/** A role that was given before it was known to whom: a bot, or somebody who is gone, has it no longer. */
export function revokeIneligibleHolder(
  state: IncidentState,
  held: RoleHolder,
  account: Account,
  /** Whose holding it ended. */
  former: Pick<RoleHolder, 'id' | 'userId'> | null,
  ctx: DecisionContext,
): Decision {
  const { incident } = state
  const { role } = held
  const why = explainRoleIneligibility(account, held.userId)
  if (!why) return { changes: [], send: [] }
  const now = former ? `${escapeMrkdwn(findDisplayName(state, former.userId))} is ${role} again` : `Nobody is ${role}`
  const entry = entryBy(ctx, incident.id, 'role', `${account.name} is not ${role} after all`, null)
  const unacknowledged = role === 'commander' && incident.acknowledgedAt?.getTime() === held.assumedAt.getTime()
  const told = `${why}, and a role needs a person. ${now}. \`${ctx.settings.command} ${wordFor(role)} @name\` gives it to somebody else.`
  return {
    changes: [
      { type: 'role.taken_back', id: held.id, before: former?.id ?? null },
      { type: 'entry.added', entry },
      ...(unacknowledged ? [{ type: 'incident.acknowledged', incidentId: incident.id, at: null } as const] : []),
      ...(former ? [] : commandless(state, role, ctx)),
    ],
    send: [
      postRecordedLine(incident.id, `${now}: ${why}`, entry.id),
      {
        to: { incident: incident.id },
        call: { do: 'whisper', to: held.assignedBy, message: sentenceMessage(told) },
      },
      ...refreshRoleMessages(incident, role, ctx.settings),
    ],
  }
}
