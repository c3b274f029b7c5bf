import { type Decision, nothing, type Refusal } from '../../core/decision.ts'
import type { Actor, ButtonClicked } from '../../core/input.ts'
import type { Call } from '../../core/outbox/call.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { Feature, IncidentHandler } from '../../core/registry.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { takePerson } from '../../messages/mrkdwn.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { answer, decline, openAnswer } from './answer.ts'
import { askFreshEyes } from './ask.ts'
import { linesOf } from './build.ts'
import { runBriefs, settleBriefs } from './due.ts'
import { found, undelivered } from './found.ts'
import { nameForm } from './modals.ts'
import type { BriefLine } from './model.ts'
import { callOff, change, consent, openChange } from './preview.ts'
import { type Since, sendNow } from './send.ts'
import { believedIn, hiddenOf } from './state.ts'
import { aboutToBeAsked, askedBefore, findRecorded, insidersOf } from './store.ts'
import type { Known } from './whom.ts'

async function linesNow(tx: Tx, state: IncidentState): Promise<BriefLine[]> {
  const recorded = await findRecorded(tx, state.incident.id)
  return linesOf(recorded, believedIn(state), hiddenOf(state, recorded.names))
}

async function knownNow(tx: Tx, { incident }: IncidentState): Promise<Known> {
  const insiders = await insidersOf(tx, incident.id)
  const asked = await askedBefore(tx, incident.workspaceId)
  return { insiders, asked, pending: await aboutToBeAsked(tx, incident.workspaceId) }
}

async function sinceThen(tx: Tx, state: IncidentState): Promise<Since> {
  return { anew: await linesNow(tx, state), insiders: await insidersOf(tx, state.incident.id) }
}

async function ask(
  state: IncidentState,
  wish: { challengeId: string; person: Actor | undefined },
  by: Actor,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision | Refusal> {
  const { person } = wish
  const challengeId = state.challenges.find(({ id }) => id === wish.challengeId)?.id ?? null
  const known = await knownNow(tx, state)
  return askFreshEyes(state, { challengeId, person }, known, await linesNow(tx, state), by, ctx)
}

type Deed = (
  state: IncidentState,
  pressed: ButtonClicked,
  ctx: DecisionContext,
  tx: Tx,
) => ReturnType<IncidentHandler<ButtonClicked>['run']>
/** What whoever asks does, and the commander. */
const responding = (run: Deed): IncidentHandler<ButtonClicked> => ({ on: 'incident', act: 'respond', run })

/** Somebody who has seen nothing of it is asked what they would check first. */
export const briefFeature: Feature = {
  commands: [
    {
      word: 'fresh-eyes',
      usage: 'fresh-eyes [@person]',
      example: 'fresh-eyes @dana',
      does: 'ask somebody who has seen nothing of it what they would check first; you read the brief before it goes',
      asks: () => ({
        title: 'Fresh eyes',
        submit: 'Prepare the brief',
        inputs: [
          {
            name: 'person',
            label: 'Who has seen nothing of it?',
            kind: 'person',
            hint: 'Left empty, somebody of the configured group.',
            optional: true,
          },
        ],
      }),
      on: 'incident',
      act: 'respond',
      run: (state, { rest, by }, ctx, tx) => {
        const { person, rest: others } = takePerson(rest)
        const { command } = ctx.settings
        if (!person && others)
          return { refusal: `Name them with @, for example \`${command} fresh-eyes @dana\`` }
        return ask(state, { challengeId: '', person }, by, ctx, tx)
      },
    },
  ],
  buttons: {
    fresh_eyes: responding((state, { about, by }, ctx, tx) =>
      ask(state, { challengeId: about, person: undefined }, by, ctx, tx),
    ),
    'brief.name': responding((state, { about }) => ({
      ...nothing,
      answer: { open: nameForm(state, about) },
    })),
    'brief.send': responding(async (state, { about }, ctx, tx) =>
      sendNow(state, about, await sinceThen(tx, state), ctx),
    ),
    'brief.change': responding((state, { about }) => openChange(state, about)),
    'brief.cancel': responding((state, { about, by }) => callOff(state, about, by)),
    'brief.agree': responding((state, { about, by }, ctx) => consent(state, about, true, by, ctx)),
    'brief.refuse': responding((state, { about, by }, ctx) => consent(state, about, false, by, ctx)),
    'brief.answer': {
      on: 'incident',
      act: 'fresh eyes',
      run: (state, { about, by }) => openAnswer(state, about, by),
    },
    'brief.decline': {
      on: 'incident',
      act: 'fresh eyes',
      run: (state, { about, by }, ctx) => decline(state, about, by, ctx),
    },
  },
  modals: {
    fresh_eyes: {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, ctx, tx) =>
        ask(
          state,
          { challengeId: about, person: fields.person ? { id: fields.person } : undefined },
          by,
          ctx,
          tx,
        ),
    },
    'brief.change': {
      on: 'incident',
      act: 'respond',
      run: async (state, { about, fields }, ctx, tx) =>
        change(state, about, fields, await knownNow(tx, state), ctx),
    },
    'brief.answer': {
      on: 'incident',
      act: 'fresh eyes',
      run: (state, { about, fields, by }, ctx) => answer(state, about, fields, by, ctx),
    },
  },
  timerDue: {
    brief: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, ctx, tx) => runBriefs(state, await sinceThen(tx, state), ctx),
    },
  },
  reconcile: settleBriefs,
  callCompleted: {
    concerns: ({ send: { call }, outcome }) =>
      call.do === 'find_fresh_eyes' || (isForRecipient(call) && outcome.kind === 'refused'),
    run: (state, input, ctx, tx) => (state ? cameBack(state, input, ctx, tx) : nothing),
  },
}

const isForRecipient = (call: Call): boolean => call.do === 'refresh' && call.board.startsWith('fresh-eyes:')

/** Slack has told who could look, or that it does not deliver to whoever was chosen. */
async function cameBack(
  state: IncidentState,
  { send: { call }, outcome }: CallCompleted,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision> {
  const brief = state.briefs.find(
    ({ id }) =>
      (call.do === 'find_fresh_eyes' && call.briefId === id) ||
      (call.do === 'refresh' && call.board === `fresh-eyes:${id}`),
  )
  if (!brief) return nothing
  if (isForRecipient(call))
    return outcome.kind === 'refused' ? undelivered(state, brief, outcome.error) : nothing
  return found(state, brief, outcome, await knownNow(tx, state), await linesNow(tx, state), ctx)
}
