import type { DecisionContext } from '../../core/context.ts'
import { answerWithModal, type Decision, emptyDecision } from '../../core/decision.ts'
import type { ButtonClicked } from '../../core/input.ts'
import type { Feature } from '../../core/registry.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { findUnlabelledIds } from '../../messages/mrkdwn.ts'
import { knownNames } from '../../platform/db/people.ts'
import { loadMessageContext } from '../../timeline/capture/index.ts'
import { canTriggerOffer } from '../../timeline/listening/offerable.ts'
import { unpackSuggestedEntries } from '../../timeline/listening/suggestions.ts'
import { waitModal } from '../ledger/waits/modal.ts'
import { runWaitCommand } from '../ledger/waits/wait.ts'
import type { InvestigationState } from '../state.ts'
import { addSuggestedEntries } from './add-suggested.ts'
import { offersResumed, offersStopped } from './changes.ts'
import { decideOffer } from './offer.ts'
import { findOfferContext, offerSavers, wantsNoOffers } from './store.ts'
import { takeOffer } from './take-offer.ts'

/** Offers people to put on record what they have just written, and lets them turn that off. */
export const listeningFeature: Feature<InvestigationState> = {
  savers: offerSavers,
  isRemark: canTriggerOffer,
  remarkMade: {
    on: 'incident',
    act: 'respond',
    run: async (state, input, ctx, tx) => {
      const before = await findOfferContext(tx, state.incident.id, input)
      const names = await knownNames(tx, findUnlabelledIds(input.message.text))
      return decideOffer(state, input, { ...before, names }, ctx)
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
      run: async ({ viewer }, { rest }, ctx, tx) => {
        const wanted = rest.trim().toLowerCase()
        if (wanted === '') {
          const isStopped = await wantsNoOffers(tx, viewer)
          return { ...emptyDecision, ...answerWithSentence(isStopped ? describeOffersOff(ctx) : describeOffersOn(ctx)) }
        }
        if (wanted === 'on') return switchOffers(viewer, 'on', ctx)
        if (wanted === 'off') return switchOffers(viewer, 'off', ctx)
        return { refusal: `Please write \`${ctx.settings.command} offers on\` or \`offers off\`.` }
      },
    },
  ],
  buttons: {
    'timeline.take_offer': {
      on: 'incident',
      act: 'respond',
      run: async (state, { about, by }, ctx, tx) => {
        const [noticed] = unpackSuggestedEntries(about)
        if (!noticed) return { refusal: 'I no longer know which message this was about.' }
        const { channelId, ts } = noticed
        const messageContext = await loadMessageContext(tx, state.incident.id, channelId, ts)
        return takeOffer(state, { suggested: noticed, messageContext }, by, ctx)
      },
    },
    'timeline.add_noticed': {
      on: 'incident',
      act: 'review',
      run: async (state, { about, by }, ctx, tx) => {
        const offered = []
        for (const suggested of unpackSuggestedEntries(about))
          offered.push({
            suggested,
            messageContext: await loadMessageContext(tx, state.incident.id, suggested.channelId, suggested.ts),
          })
        return addSuggestedEntries(state, offered, by, ctx)
      },
    },
    'noticing.stop': {
      on: 'viewer',
      act: 'read',
      run: ({ viewer }, _input, ctx) => switchOffers(viewer, 'off', ctx),
    },
    'noticing.wait': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, by }, ctx) => runWaitCommand(state, about, by, ctx),
    },
    'noticing.wait_form': { on: 'incident', act: 'respond', run: askForWait },
  },
}

/** The modal of the `waiting` command, filled in from `about`: the party, and after a colon what for. */
function askForWait({ incident }: InvestigationState, { about, channelId }: ButtonClicked): Decision {
  const [party = '', what = ''] = about.split(': ')
  const open = {
    callbackId: 'say',
    ...waitModal(party, what),
    about: { incidentId: incident.id, about: 'waiting' },
    ...(channelId && { channelId }),
  }
  return answerWithModal(open)
}

function switchOffers(personId: string, to: 'on' | 'off', ctx: DecisionContext): Decision {
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

const describeOffersOff = ({ settings }: DecisionContext): string =>
  `I make you no more offers. \`${settings.command} offers on\` brings them back.`

const describeOffersOn = ({ settings }: DecisionContext): string =>
  settings.listening.offers === 'on'
    ? `When you write what belongs on record, I offer to put it there: only you see that, at most every half hour. \`${settings.command} offers off\` ends that.`
    : 'Your team has turned offers off for everybody.'
