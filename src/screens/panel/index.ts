import { answerWithModal, emptyDecision } from '../../core/decision.ts'
import { askAction } from '../../core/feature/ask-modal.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { onAction } from '../../core/feature/on-control.ts'
import type { Registry } from '../../core/feature/registry.ts'
import { declareModal } from '../../incident/lifecycle/declare-modal.ts'
import type { PostMortemContext } from '../../postmortem/settings.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import { askFor } from './ask.ts'
import { findPanelIncidentId } from './store.ts'
import { incidentPanelMessage } from './view.ts'

/** The command without a word: the incident's panel, or outside an incident channel the modal that declares one. */
export function panelFeature(
  registry: () => Pick<Registry<ResponseState>, 'commands' | 'load'>,
): Feature<PostMortemContext> {
  return {
    name: 'panel',
    commands: [
      {
        word: '',
        usage: '',
        example: '',
        does: 'everything on one screen; outside an incident channel: declare one',
        on: 'viewer',
        act: 'read',
        run: async ({ state: viewer, settings }, { channelId }, tx) => {
          const id = await findPanelIncidentId(tx, channelId)
          if (!id) return answerWithModal(declareModal(viewer, settings, channelId))
          const { commands, load } = registry()
          return { ...emptyDecision, answer: { say: incidentPanelMessage(await load(tx, id), commands) } }
        },
      },
    ],
    actions: [
      onAction(askAction, 'read', (ctx: PostMortemContext, { about, channelId }) => {
        const word = registry().commands.get(about.word)
        const modal = word && askFor(ctx, word, channelId)
        if (!modal) return { refusal: 'This is from an older version of the bot. Please run the command again.' }
        return answerWithModal(modal)
      }),
    ],
  }
}
