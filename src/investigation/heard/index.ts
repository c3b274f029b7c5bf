import { answerWithModal, type Decision, emptyDecision } from '../../core/decision.ts'
import { sayModal } from '../../core/feature/ask-modal.ts'
import type { BaseContext } from '../../core/feature/context.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { handlesAction, onAction } from '../../core/feature/on-control.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { modalOf } from '../../messages/controls.ts'
import { findUnlabelledIds } from '../../messages/mrkdwn.ts'
import { knownNames } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { withRest } from '../../platform/text.ts'
import { loadMessageContext } from '../../timeline/capture/index.ts'
import { type SuggestedEntry, suggestionActions } from '../../timeline/listening/controls.ts'
import { canTriggerOffer } from '../../timeline/listening/offerable.ts'
import { ListeningSettings } from '../../timeline/listening/settings.ts'
import { waitModal } from '../ledger/waits/modal.ts'
import { runWaitCommand } from '../ledger/waits/wait.ts'
import type { InvestigationContext, InvestigationSettings } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { addSuggestedEntries } from './add-suggested.ts'
import { offersResumed, offersStopped } from './changes.ts'
import { offerActions } from './controls.ts'
import { decideOffer } from './offer.ts'
import { findOfferContext, offerSavers, wantsNoOffers } from './store.ts'
import { takeOffer } from './take-offer.ts'

/** Offers people to put on record what they have just written, and lets them turn that off. */
export const listeningFeature: Feature<InvestigationContext, object, ListeningSettings> = {
  name: 'heard',
  settings: ListeningSettings,
  savers: offerSavers,
  isRemark: canTriggerOffer,
  remarkMade: {
    on: 'incident',
    act: 'respond',
    run: async (ctx, input, tx) => {
      const before = await findOfferContext(tx, ctx.state.incident.id, input)
      const names = await knownNames(tx, findUnlabelledIds(input.message.text))
      return decideOffer(ctx, input, { ...before, names })
    },
  },
  commands: [
    {
      word: 'offers',
      usage: 'offers [on | off]',
      example: 'offers off',
      does: 'whether I offer to put on record what you write; only you see it',
      on: 'viewer',
      act: 'read',
      run: async (ctx, { rest }, tx) => {
        const { viewer } = ctx.state
        const wanted = rest.trim().toLowerCase()
        if (wanted === '') {
          const isStopped = await wantsNoOffers(tx, viewer)
          return { ...emptyDecision, ...answerWithSentence(isStopped ? describeOffersOff(ctx) : describeOffersOn(ctx)) }
        }
        if (wanted === 'on') return switchOffers(ctx, viewer, 'on')
        if (wanted === 'off') return switchOffers(ctx, viewer, 'off')
        return { refusal: `Please write \`${ctx.settings.command} offers on\` or \`offers off\`.` }
      },
    },
  ],
  actions: [
    onAction(offerActions.take, 'respond', async (ctx, { about: { entry } }, tx) =>
      takeOffer(ctx, await loadSuggestion(tx, ctx.state, entry)),
    ),
    onAction(suggestionActions.add, 'review', async (ctx, { about }, tx) => {
      const offered = []
      for (const entry of about.entries) offered.push(await loadSuggestion(tx, ctx.state, entry))
      return addSuggestedEntries(ctx, offered)
    }),
    handlesAction(offerActions.stop, {
      on: 'viewer',
      act: 'read',
      run: (ctx) => switchOffers(ctx, ctx.state.viewer, 'off'),
    }),
    onAction(offerActions.wait, 'respond', (ctx, { about: { wait } }) =>
      runWaitCommand(ctx, withRest(wait.party, wait.about)),
    ),
    onAction(offerActions.waitForm, 'respond', ({ state: { incident } }, { about: { wait }, channelId }) =>
      answerWithModal(
        modalOf(
          sayModal,
          { incidentId: incident.id, word: 'waiting' },
          { ...waitModal(wait.party, wait.about), ...(channelId && { channelId }) },
        ),
      ),
    ),
  ],
}

async function loadSuggestion(tx: Tx, { incident }: InvestigationState, suggested: SuggestedEntry) {
  return { suggested, messageContext: await loadMessageContext(tx, incident.id, suggested) }
}

function switchOffers(ctx: BaseContext<InvestigationSettings>, personId: string, to: 'on' | 'off'): Decision {
  return to === 'off'
    ? {
        changes: [offersStopped({ personId, at: ctx.now })],
        send: [],
        ...answerWithSentence(describeOffersOff(ctx)),
      }
    : {
        changes: [offersResumed({ personId })],
        send: [],
        ...answerWithSentence(describeOffersOn(ctx)),
      }
}

const answerWithSentence = (words: string) => ({ answer: { say: sentenceMessage(words) } })

const describeOffersOff = ({ settings }: BaseContext<InvestigationSettings>): string =>
  `I make you no more offers. \`${settings.command} offers on\` brings them back.`

const describeOffersOn = ({ settings }: BaseContext<InvestigationSettings>): string =>
  settings.listening.offers === 'on'
    ? `When you write what belongs on record, I offer to put it there: only you see that, at most every half hour. \`${settings.command} offers off\` ends that.`
    : 'Your team has turned offers off for everybody.'
