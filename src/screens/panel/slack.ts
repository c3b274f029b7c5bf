import { answerWithModal, emptyDecision } from '../../core/decision.ts'
import type { Command, Feature } from '../../core/registry.ts'
import { declareModal } from '../../incident/lifecycle/declare-modal.ts'
import { askFor } from './ask.ts'
import { panelOf } from './store.ts'
import { incidentPanelMessage } from './view.ts'

/** The command without a word: the incident's panel, or outside an incident channel the modal that declares one. */
export function panelFeature(words: () => ReadonlyMap<string, Command>): Feature {
  return {
    commands: [
      {
        word: '',
        usage: '',
        example: '',
        does: 'everything on one screen; outside an incident channel: declare one',
        on: 'viewer',
        act: 'read',
        run: async (viewer, { channelId }, { settings }, tx) => {
          const state = await panelOf(tx, channelId)
          if (state) return { ...emptyDecision, answer: { say: incidentPanelMessage(state, words()) } }
          return answerWithModal(declareModal(viewer, settings, channelId))
        },
      },
    ],
    buttons: {
      'panel.ask': {
        on: 'incident',
        act: 'read',
        run: (state, { about, channelId }, ctx) => {
          const word = words().get(about)
          const modal = word && askFor(word, state, channelId, ctx)
          if (!modal) return { refusal: 'This is from an older version of the bot. Please run the command again.' }
          return answerWithModal(modal)
        },
      },
    },
  }
}
