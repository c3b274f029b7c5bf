import type { DocumentFormat } from '../delivery/call.ts'
import { nothing } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { parseReference, reference } from '../incident/model.ts'
import { hasEnded } from '../reread/walk.ts'
import { sentence } from '../slack/blocks.ts'
import { finishClosing, hasNone, uploading } from './closing.ts'
import { closeButtons, closeForms, closeWord } from './handlers/closing.ts'
import { loadClosing } from './store.ts'

const formats: readonly DocumentFormat[] = ['md', 'json']

/** Closing with the draft, in a form or without, and exporting it again. */
export const postMortemFeature: Feature = {
  words: [
    closeWord,
    {
      word: 'export',
      usage: 'export [md|json] [INC-12]',
      example: 'export md',
      does: "the post-mortem as a file in the incident's channel",
      namesIncident: true,
      on: 'incident',
      act: 'export',
      run: (state, { rest, by }, { settings }) => {
        if (state.incident.status === 'cancelled') return { refusal: hasNone(state.incident, settings) }
        const [wanted = 'md'] = rest
          .trim()
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => word && parseReference(word) === undefined)
        const format = formats.find((known) => known === wanted)
        if (!format)
          return {
            refusal: `I export ${formats.map((known) => `\`${known}\``).join(' and ')}. For example: \`${settings.command} export md\``,
          }
        const where = state.incident.channelId
        if (!where) return { refusal: `${reference(state.incident)} has no channel to put the file in.` }
        const comment = `Post-mortem of ${reference(state.incident)}, as it stands now.`
        const answer = { say: sentence(`The file is on its way to <#${where}>.`) }
        return { ...nothing, send: [uploading(state.incident.id, format, comment, by.id)], answer }
      },
    },
  ],
  buttons: { ...closeButtons },
  forms: { ...closeForms },
  due: {
    draft: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, moment, tx) =>
        finishClosing(state, await loadClosing(tx, state.incident), moment),
    },
  },
  answered: {
    concerns: (input) => hasEnded(input, 'close'),
    run: async (state, _input, moment, tx) =>
      state?.timers.has('draft')
        ? finishClosing(state, await loadClosing(tx, state.incident), moment)
        : nothing,
  },
}
