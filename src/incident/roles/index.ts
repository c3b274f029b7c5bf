import { combineDecisions, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { DecisionContext, WithActor } from '../../core/feature/context.ts'
import type { Command, Feature } from '../../core/feature/feature.ts'
import { onAction } from '../../core/feature/on-control.ts'
import type { PanelEntry } from '../../core/feature/panel-entry.ts'
import { listRoleNames, roleCommandWords } from '../../core/incident/roles.ts'
import type { Actor, CommandInvoked } from '../../core/input.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { findNearestCommand } from '../../core/router/nearest.ts'
import type { IncidentState } from '../../core/state.ts'
import { escapeMrkdwn, takePerson } from '../../messages/mrkdwn.ts'
import { accountOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { recordMembersJoined } from '../members/members.ts'
import { assignRole, assumeCommand } from './assign.ts'
import { catchUp, tellNewcomer, wantsCatchUp } from './catchup.ts'
import { confirmRole } from './confirm.ts'
import { roleActions } from './controls.ts'
import { explainRoleIneligibility } from './eligibility.ts'
import { relinquishRole, revokeIneligibleHolder } from './relinquish.ts'
import { roleReminders } from './reminders.ts'
import { findFormerHolder, findWork, memberOf, rolePart, roleSavers } from './store.ts'
import { rolesShown } from './view.ts'

interface RoleRequest {
  role: string
  person: Actor | undefined
  /** The rest of the command's text. */
  others: string
}

/** Assigns the role to the named person, to the actor without a name, or frees it for `none`. */
async function assignRequestedRole(
  ctx: WithActor,
  { role, person, others }: RoleRequest,
  tx: Tx,
): Promise<Decision | Refusal> {
  const { state, by } = ctx
  if (!person && /^(none|nobody)$/i.test(others)) return relinquishRole(ctx, role)
  if (!person && others) {
    const { command } = ctx.settings
    return { refusal: `Name them with @, for example \`${command} ${roleCommandWords(role)} @dana\`` }
  }
  const account = person && person.id !== by.id ? await accountOf(tx, person.id) : null
  const no = account && person && explainRoleIneligibility(account, person.id)
  if (no) return { refusal: `${no}. A role needs a person.` }
  const work = role === 'commander' ? await findWork(tx, state) : null
  return assignRole(ctx, { role, to: person ?? by, work })
}

function roleCommand(role: string, does: string, panel: readonly PanelEntry[]): Command {
  return {
    word: role,
    usage: `${role} [@person | none]`,
    example: `${role} @dana`,
    does,
    panel,
    asks: () => ({
      title: `Who is ${role}?`,
      submit: 'Assign',
      inputs: [{ name: 'person', label: 'Who', kind: 'person' }],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }, tx) => {
      const { person, rest: others } = takePerson(rest)
      return assignRequestedRole(ctx, { role, person, others }, tx)
    },
  }
}

/** `role scribe @c`. Without arguments it shows who holds which role. */
async function runRoleCommand(ctx: WithActor, { rest }: CommandInvoked, tx: Tx): Promise<Decision | Refusal> {
  const { person, rest: words } = takePerson(rest)
  const [name = '', ...others] = words.split(' ')
  if (!name && !person) return { ...emptyDecision, answer: { say: rolesShown(ctx.state, ctx.settings) } }
  const names = listRoleNames(ctx.settings)
  const role = names.find((one) => one === name.toLowerCase())
  if (role) return await assignRequestedRole(ctx, { role, person, others: others.join(' ') }, tx)
  const near = findNearestCommand(name, names)
  const list = names.map((one) => `\`${one}\``).join(', ')
  const unknown = name ? `There is no role \`${escapeMrkdwn(name)}\`.` : 'Which role?'
  return { refusal: `${unknown}${name && near ? ` Did you mean \`${near}\`?` : ''} The roles are ${list}.` }
}

/** How long after joining a newcomer still gets a catch-up once their profile has been fetched, in ms. */
const recentlyJoinedMs = 10 * minuteMs

/** Sends a newcomer the catch-up, unless they may be a bot: then it waits until their profile is fetched. */
async function catchUpNewcomer(ctx: DecisionContext, id: string, isPerson: boolean, tx: Tx): Promise<Decision> {
  const { state } = ctx
  const caughtUpAt = (await memberOf(tx, state.incident.id, id))?.caughtUpAt ?? null
  if (!isPerson || !wantsCatchUp(state, { id, caughtUpAt }, ctx.now)) return emptyDecision
  return tellNewcomer(ctx, await findWork(tx, state), id)
}

/** Handles a fetched profile: revokes the roles of an ineligible account, or sends a newcomer the catch-up. */
async function handleProfileFetched(
  ctx: DecisionContext,
  { send: { call }, outcome }: CallCompleted,
  tx: Tx,
): Promise<Decision> {
  const { state } = ctx
  if (call.do !== 'fetch_person' || (outcome.kind !== 'done' && outcome.kind !== 'refused')) return emptyDecision
  const person = outcome.kind === 'done' && outcome.result.got === 'person' ? outcome.result.person : null
  if (person && explainRoleIneligibility(person, person.id)) {
    const assigned = state.roles.filter(({ userId, assignedBy }) => userId === call.id && assignedBy !== call.id)
    const revoked: Decision[] = []
    for (const holder of assigned) {
      revoked.push(revokeIneligibleHolder(ctx, holder, person, await findFormerHolder(tx, state.incident.id, holder)))
    }
    return combineDecisions(...revoked)
  }
  const member = await memberOf(tx, state.incident.id, call.id)
  const isNew = member && !member.leftAt && ctx.now.getTime() - member.joinedAt.getTime() < recentlyJoinedMs
  return isNew ? await catchUpNewcomer(ctx, call.id, true, tx) : emptyDecision
}

/** Roles, with the hand-over to a new commander and the catch-up for newcomers. */
export const roleFeature: Feature<DecisionContext, Pick<IncidentState, 'roles'>> = {
  name: 'roles',
  part: rolePart,
  savers: roleSavers,
  contributes: { reminders: roleReminders },
  commands: [
    roleCommand('commander', 'who runs the response; without a name: you', [
      { on: 'open', row: 'Move on', rank: 0, label: 'Commander…' },
    ]),
    roleCommand('owner', 'who answers for the post-mortem; without a name: you', [
      { on: 'open', row: 'Move on', rank: 1, label: 'Owner…' },
      { on: 'ended', row: 'Carry on', rank: 7, label: 'Owner…' },
    ]),
    {
      word: 'role',
      usage: 'role [scribe [@person | none]]',
      example: 'role scribe @dana',
      does: 'give another role, or take it; alone: who has which',
      panel: [
        { on: 'open', row: 'Look', rank: 4, label: 'Who does what', alone: true },
        { on: 'open', row: 'Move on', rank: 2, label: 'Other roles…' },
      ],
      asks: (_state, settings) => ({
        title: 'Who does what?',
        submit: 'Assign',
        inputs: [
          {
            name: 'role',
            label: 'Role',
            kind: 'choice',
            options: listRoleNames(settings).map((value) => ({ value, label: value })),
          },
          { name: 'person', label: 'Who', kind: 'person' },
        ],
      }),
      on: 'incident',
      act: 'respond',
      run: runRoleCommand,
    },
    {
      word: 'catchup',
      usage: 'catchup',
      example: 'catchup',
      does: 'where things stand, in five lines, for you alone',
      panel: [{ on: 'open', row: 'Look', rank: 2, label: 'Catch me up' }],
      on: 'incident',
      act: 'read',
      run: async (ctx, _command, tx) => {
        const work = await findWork(tx, ctx.state)
        return { ...emptyDecision, answer: { say: catchUp(ctx, work) } }
      },
    },
  ],
  actions: [
    onAction(roleActions.takeCommand, 'respond', async (ctx, _input, tx) =>
      assumeCommand(ctx, await findWork(tx, ctx.state)),
    ),
    onAction(roleActions.confirm, 'respond', (ctx, { about }) => confirmRole(ctx, about.role)),
  ],
  memberJoined: {
    on: 'incident',
    act: 'read',
    run: async (ctx, { by }, tx) => {
      const account = await accountOf(tx, by.id)
      const isPerson = account !== null && !account.bot
      return combineDecisions(
        recordMembersJoined(ctx.state, [by.id], ctx),
        await catchUpNewcomer(ctx, by.id, isPerson, tx),
      )
    },
  },
  callCompleted: [
    { on: 'incident', concerns: ({ send }) => send.call.do === 'fetch_person', run: handleProfileFetched },
  ],
}
