import { answerWithModal, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import type { Actor } from '../../core/input.ts'
import type { Call } from '../../core/outbox/call.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { takePerson } from '../../messages/mrkdwn.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { answerBrief, declineBrief, openBriefAnswerModal } from './answer.ts'
import { askFreshEyes } from './ask.ts'
import { buildBriefLines } from './build.ts'
import { briefActions, briefModals } from './controls.ts'
import { advanceDueBriefs, reconcileBriefs } from './due.ts'
import { handleFoundCandidates, handleUndeliveredBrief } from './find-recipient.ts'
import { briefLiveMessages } from './live-message.ts'
import { nameRecipientModal } from './modals.ts'
import type { BriefLine } from './model.ts'
import { cancelPreviewedBrief, changeBrief, decideConsent, openChangeBriefModal } from './preview.ts'
import type { RecipientConstraints } from './recipient.ts'
import { type ChangesSincePreview, sendBriefNow } from './send.ts'
import { FreshEyesSettings } from './settings.ts'
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
  ctx: WithActor<InvestigationContext>,
  wish: { challengeId: string | null; person: Actor | undefined },
  tx: Tx,
): Promise<Decision | Refusal> {
  const { state } = ctx
  const { person } = wish
  const challengeId = state.challenges.find(({ id }) => id === wish.challengeId)?.id ?? null
  const known = await loadRecipientConstraints(tx, state)
  return askFreshEyes(ctx, { challengeId, person }, known, await buildCurrentBriefLines(tx, state))
}

/** The recipient of a brief may answer that brief, and sees nothing else of the incident. */
const isBriefRecipient = (
  tx: Tx,
  incidentId: string,
  { about, by }: { about: { id: string }; by: Actor },
): Promise<boolean> => hasRecipient(tx, incidentId, about.id, by.id)

/** Fresh eyes: asks somebody who has seen nothing of the incident what they would check first. */
export const briefFeature: Feature<InvestigationContext, Pick<InvestigationState, 'briefs'>, FreshEyesSettings> = {
  name: 'fresh eyes',
  part: briefPart,
  settings: FreshEyesSettings,
  savers: briefSavers,
  liveMessages: briefLiveMessages,
  commands: [
    {
      word: 'fresh-eyes',
      usage: 'fresh-eyes [@person]',
      example: 'fresh-eyes @dana',
      does: 'ask somebody who has seen nothing of it what they would check first; you read the brief before it goes',
      panel: [{ on: 'open', row: 'Record', rank: 6, label: 'Fresh eyes…' }],
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
      run: (ctx, { rest }, tx) => {
        const { person, rest: others } = takePerson(rest)
        const { command } = ctx.settings
        if (!person && others) return { refusal: `Name them with @, for example \`${command} fresh-eyes @dana\`` }
        return requestFreshEyes(ctx, { challengeId: null, person }, tx)
      },
    },
  ],
  actions: [
    onAction(briefActions.request, 'respond', (ctx, { about }, tx) =>
      requestFreshEyes(ctx, { ...about, person: undefined }, tx),
    ),
    onAction(briefActions.name, 'respond', ({ state }, { about }) =>
      answerWithModal(nameRecipientModal(state, about.challengeId)),
    ),
    onAction(briefActions.send, 'respond', async (ctx, { about }, tx) =>
      sendBriefNow(ctx, about.id, await loadChangesSincePreview(tx, ctx.state)),
    ),
    onAction(briefActions.change, 'respond', ({ state }, { about }) => openChangeBriefModal(state, about.id)),
    onAction(briefActions.cancel, 'respond', ({ state }, { about, by }) => cancelPreviewedBrief(state, about.id, by)),
    onAction(briefActions.agree, 'respond', (ctx, { about }) => decideConsent(ctx, about.id, true)),
    onAction(briefActions.refuse, 'respond', (ctx, { about }) => decideConsent(ctx, about.id, false)),
    onAction(
      briefActions.answer,
      'answerBrief',
      ({ state }, { about, by }) => openBriefAnswerModal(state, about.id, by),
      {
        admits: isBriefRecipient,
      },
    ),
    onAction(briefActions.decline, 'answerBrief', (ctx, { about }) => declineBrief(ctx, about.id), {
      admits: isBriefRecipient,
    }),
  ],
  modals: [
    onModal(briefModals.request, 'respond', (ctx, { about, fields: { person } }, tx) =>
      requestFreshEyes(ctx, { ...about, person: person ? { id: person } : undefined }, tx),
    ),
    onModal(briefModals.change, 'respond', async (ctx, { about, fields }, tx) =>
      changeBrief(ctx, about.id, fields, await loadRecipientConstraints(tx, ctx.state)),
    ),
    onModal(briefModals.answer, 'answerBrief', (ctx, { about, fields }) => answerBrief(ctx, about.id, fields), {
      admits: isBriefRecipient,
    }),
  ],
  timerDue: {
    brief: {
      on: 'incident',
      act: 'read',
      run: async (ctx, _due, tx) => advanceDueBriefs(ctx, await loadChangesSincePreview(tx, ctx.state)),
    },
  },
  reconcile: reconcileBriefs,
  callCompleted: [
    {
      on: 'incident',
      concerns: ({ send: { call }, outcome }) =>
        call.do === 'find_fresh_eyes' || (isForRecipient(call) && outcome.kind === 'refused'),
      run: handleBriefCallCompleted,
    },
  ],
}

const isForRecipient = (call: Call): boolean => call.do === 'refresh' && call.liveMessage.startsWith('fresh-eyes:')

/** Handles what Slack answered: who could look, or that it cannot deliver the brief. */
async function handleBriefCallCompleted(
  ctx: InvestigationContext,
  { send: { call }, outcome }: CallCompleted,
  tx: Tx,
): Promise<Decision> {
  const { state } = ctx
  const brief = state.briefs.find(
    ({ id }) =>
      (call.do === 'find_fresh_eyes' && call.briefId === id) ||
      (call.do === 'refresh' && call.liveMessage === `fresh-eyes:${id}`),
  )
  if (!brief) return emptyDecision
  if (isForRecipient(call))
    return outcome.kind === 'refused' ? handleUndeliveredBrief(state, brief, outcome.error) : emptyDecision
  return handleFoundCandidates(ctx, brief, outcome, {
    constraints: await loadRecipientConstraints(tx, state),
    lines: await buildCurrentBriefLines(tx, state),
  })
}
