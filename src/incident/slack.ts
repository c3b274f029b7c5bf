import { boardAt } from '../delivery/store.ts'
import { nothing, together } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { permalink } from '../slack/permalink.ts'
import { broughtIn, channelArrived, remakeChannel } from './channel.ts'
import { correctDetails } from './details.ts'
import { invited, left, renamed } from './members.ts'
import { declarationOf } from './store.ts'
import { declareButtons, declareForms, declareShortcuts, declareWords } from './words/declare.ts'
import { impactButtons, impactForms, impactWord } from './words/impact.ts'
import { listWords } from './words/lists.ts'
import { progressWords } from './words/progress.ts'

/** Declaring, status and severity, times and impact, lists; and the incident's channel. */
export const incidentFeature: Feature = {
  words: [...declareWords, ...progressWords, impactWord, ...listWords],
  entered: {
    on: 'incident',
    act: 'read',
    run: async (state, _entered, _moment, tx) => broughtIn(state, await declarationOf(tx, state.incident.id)),
  },
  left: { on: 'incident', act: 'read', run: (state, { by }, moment) => left(state, by.id, moment) },
  renamed: { on: 'incident', act: 'read', run: (state, { name }) => renamed(state, name) },
  forms: {
    ...declareForms,
    ...impactForms,
    'incident.details': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, moment) => correctDetails(state, about, fields, by, moment),
    },
  },
  shortcuts: declareShortcuts,
  buttons: {
    ...declareButtons,
    ...impactButtons,
    'incident.make_channel': {
      on: 'incident',
      act: 'respond',
      run: async (state, { by }, moment, tx) =>
        remakeChannel(state, await declarationOf(tx, state.incident.id), by, moment),
    },
  },
  answered: {
    concerns: ({ send: { call }, outcome }) =>
      call.do === 'create_channel' ||
      ('bookmark' in call && call.bookmark !== undefined) ||
      (outcome.kind === 'done' && ['channel', 'invited'].includes(outcome.result.got)),
    run: async (state, input, moment, tx) => {
      if (!state) return nothing
      const links = {
        linkTo: (channelId: string, messageTs: bigint) =>
          permalink(state.workspaceUrl, { channelId, messageTs }),
        announcement:
          input.send.call.do === 'create_channel' ? await announcementOf(tx, state.incident.id) : null,
      }
      return together(channelArrived(state, input, moment, links), invited(state, input, moment))
    },
  },
}

async function announcementOf(tx: Parameters<typeof boardAt>[0], incidentId: string) {
  const board = await boardAt(tx, incidentId, 'announcement')
  return board && { channelId: board.channelId, messageTs: board.ts }
}
