import type { DecisionContext } from '../../core/context.ts'
import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { IncidentHandler } from '../../core/handler.ts'
import type { Actor, ButtonClicked, ModalSubmitted } from '../../core/input.ts'
import type { Call } from '../../core/outbox/call.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { Feature } from '../../core/registry.ts'
import { takePerson } from '../../messages/mrkdwn.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { InvestigationState } from '../state.ts'
import { answerBrief, declineBrief, openBriefAnswerModal } from './answer.ts'
import { askFreshEyes } from './ask.ts'
import { buildBriefLines } from './build.ts'
import { advanceDueBriefs, reconcileBriefs } from './due.ts'
import { handleFoundCandidates, handleUndeliveredBrief } from './find-recipient.ts'
import { briefLiveMessages } from './live-message.ts'
import { nameRecipientModal } from './modals.ts'
import type { BriefLine } from './model.ts'
import { cancelPreviewedBrief, changeBrief, decideConsent, openChangeBriefModal } from './preview.ts'
import type { RecipientConstraints } from './recipient.ts'
import { type ChangesSincePreview, sendBriefNow } from './send.ts'
import { identifyingDetailsOf, withheldStatementsOf } from './state.ts'
import {
  briefPart,
  briefSavers,
  findBriefSource,
  findInsiderIds,
  findPastRecipients,
  findPendingRecipients,
  hasRecipient,
} from './store.ts'

async function buildCurrentBriefLines(tx: Tx, state: InvestigationState): Promise<BriefLine[]> {
  const recorded = await findBriefSource(tx, state.incident.id)
  return buildBriefLines(recorded, withheldStatementsOf(state), identifyingDetailsOf(state, recorded.names))
}

async function loadRecipientConstraints(tx: Tx, { incident }: InvestigationState): Promise<RecipientConstraints> {
  const insiders = await findInsiderIds(tx, incident.id)
  const asked = await findPastRecipients(tx, incident.workspaceId)
  return { insiders, asked, pending: await findPendingRecipients(tx, incident.workspaceId) }
}

async function loadChangesSincePreview(tx: Tx, state: InvestigationState): Promise<ChangesSincePreview> {
  return { anew: await buildCurrentBriefLines(tx, state), insiders: await findInsiderIds(tx, state.incident.id) }
}

async function requestFreshEyes(
  state: InvestigationState,
  wish: { challengeId: string; person: Actor | undefined },
  by: Actor,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision | Refusal> {
  const { person } = wish
  const challengeId = state.challenges.find(({ id }) => id === wish.challengeId)?.id ?? null
  const known = await loadRecipientConstraints(tx, state)
  return askFreshEyes(state, { challengeId, person }, known, await buildCurrentBriefLines(tx, state), by, ctx)
}

type BriefButtonRun = (
  state: InvestigationState,
  click: ButtonClicked,
  ctx: DecisionContext,
  tx: Tx,
) => ReturnType<IncidentHandler<ButtonClicked, InvestigationState>['run']>
/** A button for people in the incident: the requester, and the commander. */
const createBriefButtonHandler = (run: BriefButtonRun): IncidentHandler<ButtonClicked, InvestigationState> => ({
  on: 'incident',
  act: 'respond',
  run,
})

/** The recipient of a brief may answer that brief, and sees nothing else of the incident. */
const isBriefRecipient = (
  tx: Tx,
  incidentId: string,
  { about, by }: ButtonClicked | ModalSubmitted,
): Promise<boolean> => hasRecipient(tx, incidentId, about, by.id)

/** Fresh eyes: asks somebody who has seen nothing of the incident what they would check first. */
export const briefFeature: Feature<InvestigationState, Pick<InvestigationState, 'briefs'>> = {
  part: briefPart,
  savers: briefSavers,
  liveMessages: briefLiveMessages,
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
        if (!person && others) return { refusal: `Name them with @, for example \`${command} fresh-eyes @dana\`` }
        return requestFreshEyes(state, { challengeId: '', person }, by, ctx, tx)
      },
    },
  ],
  buttons: {
    fresh_eyes: createBriefButtonHandler((state, { about, by }, ctx, tx) =>
      requestFreshEyes(state, { challengeId: about, person: undefined }, by, ctx, tx),
    ),
    'brief.name': createBriefButtonHandler((state, { about }) => ({
      ...emptyDecision,
      answer: { open: nameRecipientModal(state, about) },
    })),
    'brief.send': createBriefButtonHandler(async (state, { about }, ctx, tx) =>
      sendBriefNow(state, about, await loadChangesSincePreview(tx, state), ctx),
    ),
    'brief.change': createBriefButtonHandler((state, { about }) => openChangeBriefModal(state, about)),
    'brief.cancel': createBriefButtonHandler((state, { about, by }) => cancelPreviewedBrief(state, about, by)),
    'brief.agree': createBriefButtonHandler((state, { about, by }, ctx) => decideConsent(state, about, true, by, ctx)),
    'brief.refuse': createBriefButtonHandler((state, { about, by }, ctx) =>
      decideConsent(state, about, false, by, ctx),
    ),
    'brief.answer': {
      on: 'incident',
      act: 'answerBrief',
      admits: isBriefRecipient,
      run: (state, { about, by }) => openBriefAnswerModal(state, about, by),
    },
    'brief.decline': {
      on: 'incident',
      act: 'answerBrief',
      admits: isBriefRecipient,
      run: (state, { about, by }, ctx) => declineBrief(state, about, by, ctx),
    },
  },
  modals: {
    fresh_eyes: {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, ctx, tx) =>
        requestFreshEyes(
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
        changeBrief(state, about, fields, await loadRecipientConstraints(tx, state), ctx),
    },
    'brief.answer': {
      on: 'incident',
      act: 'answerBrief',
      admits: isBriefRecipient,
      run: (state, { about, fields, by }, ctx) => answerBrief(state, about, fields, by, ctx),
    },
  },
  timerDue: {
    brief: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, ctx, tx) => advanceDueBriefs(state, await loadChangesSincePreview(tx, state), ctx),
    },
  },
  reconcile: reconcileBriefs,
  callCompleted: {
    concerns: ({ send: { call }, outcome }) =>
      call.do === 'find_fresh_eyes' || (isForRecipient(call) && outcome.kind === 'refused'),
    run: (state, input, ctx, tx) => (state ? handleBriefCallCompleted(state, input, ctx, tx) : emptyDecision),
  },
}

const isForRecipient = (call: Call): boolean => call.do === 'refresh' && call.liveMessage.startsWith('fresh-eyes:')

/** Handles what Slack answered: who could look, or that it cannot deliver the brief. */
async function handleBriefCallCompleted(
  state: InvestigationState,
  { send: { call }, outcome }: CallCompleted,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision> {
  const brief = state.briefs.find(
    ({ id }) =>
      (call.do === 'find_fresh_eyes' && call.briefId === id) ||
      (call.do === 'refresh' && call.liveMessage === `fresh-eyes:${id}`),
  )
  if (!brief) return emptyDecision
  if (isForRecipient(call))
    return outcome.kind === 'refused' ? handleUndeliveredBrief(state, brief, outcome.error) : emptyDecision
  return handleFoundCandidates(
    state,
    brief,
    outcome,
    await loadRecipientConstraints(tx, state),
    await buildCurrentBriefLines(tx, state),
    ctx,
  )
}
