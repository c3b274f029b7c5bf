import { nothing } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { declareModal } from '../incident/declare-form.ts'

/** What comes up when nothing but the command was typed. */
export const panelFeature: Feature = {
  words: [
    {
      word: '',
      usage: '',
      example: '',
      does: 'everything on one screen; outside an incident channel: declare one',
      on: 'viewer',
      act: 'read',
      run: (state, { channelId }, { settings }) => ({
        ...nothing,
        answer: { open: declareModal(state, settings, channelId) },
      }),
    },
  ],
}
