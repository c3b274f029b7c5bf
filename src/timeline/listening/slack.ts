import { type Decision, nothing } from '../../core/decision.ts'
import type { Pressed } from '../../core/input.ts'
import type { Feature } from '../../core/registry.ts'
import type { IncidentState, Moment } from '../../core/state.ts'
import { waitForm } from '../../investigation/ledger/waits/modal.ts'
import { wait } from '../../investigation/ledger/waits/wait.ts'
import { sentence } from '../../messages/blocks.ts'
import { unnamedIn } from '../../messages/mrkdwn.ts'
import { knownNames } from '../../platform/db/people.ts'
import { decideOffer } from './offer.ts'
import { findBefore, wantsNoOffers } from './store.ts'

/** Offering people to put on record what they have just written, and leaving them alone. */
export const noticingFeature: Feature = {
  noticed: {
    on: 'incident',
    act: 'respond',
    run: async (state, input, moment, tx) => {
      const before = await findBefore(tx, state.incident.id, input)
      const names = await knownNames(tx, unnamedIn(input.message.text))
      return decideOffer(state, input, { ...before, names }, moment)
    },
  },
  words: [
    {
      word: 'offers',
      usage: 'offers [on | off]',
      example: 'offers off',
      does: 'whether I offer to put on record what you write; only you see it',
      on: 'viewer',
      act: 'read',
      run: async ({ viewer }, { rest }, moment, tx) => {
        const wanted = rest.trim().toLowerCase()
        if (wanted === '') {
          const isStopped = await wantsNoOffers(tx, viewer)
          return { ...nothing, ...saying(isStopped ? stopped(moment) : offering(moment)) }
        }
        if (wanted === 'on') return turn(viewer, 'on', moment)
        if (wanted === 'off') return turn(viewer, 'off', moment)
        return { refusal: `Please write \`${moment.settings.command} offers on\` or \`offers off\`.` }
      },
    },
  ],
  buttons: {
    'noticing.stop': {
      on: 'viewer',
      act: 'read',
      run: ({ viewer }, _pressed, moment) => turn(viewer, 'off', moment),
    },
    'noticing.wait': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, by }, moment) => wait(state, about, by, moment),
    },
    'noticing.wait_form': { on: 'incident', act: 'respond', run: askForWait },
  },
}

/** The form of the word, with what the message says filled in: on whom, and behind a colon for what. */
function askForWait({ incident }: IncidentState, { about, channelId }: Pressed): Decision {
  const [party = '', what = ''] = about.split(': ')
  const open = {
    form: 'say',
    ...waitForm(party, what),
    about: { incidentId: incident.id, about: 'waiting' },
    ...(channelId && { channelId }),
  }
  return { ...nothing, answer: { open } }
}

function turn(personId: string, to: 'on' | 'off', moment: Moment): Decision {
  return to === 'off'
    ? {
        changes: [{ type: 'offers.stopped', personId, at: moment.now }],
        send: [],
        ...saying(stopped(moment)),
      }
    : { changes: [{ type: 'offers.resumed', personId }], send: [], ...saying(offering(moment)) }
}

const saying = (words: string) => ({ answer: { say: sentence(words) } })

const stopped = ({ settings }: Moment): string =>
  `I make you no more offers. \`${settings.command} offers on\` brings them back.`

const offering = ({ settings }: Moment): string =>
  settings.noticing.offers === 'on'
    ? `When you write what belongs on record, I offer to put it there: only you see that, at most every half hour. \`${settings.command} offers off\` ends that.`
    : 'Your team has turned offers off for everybody.'
