import type { DocumentFormat } from '../delivery/call.ts'
import { nothing } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { parseReference, reference } from '../incident/model.ts'
import { hasEnded } from '../reread/walk.ts'
import { sentence } from '../slack/blocks.ts'
import { closeWithDraft, finishClosing, uploading } from './closing.ts'
import { loadClosing } from './store.ts'

const formats: readonly DocumentFormat[] = ['md', 'html', 'json']
const named = new Intl.ListFormat('en-GB')

/** Closing with the draft, and exporting it again. */
export const postMortemFeature: Feature = {
  words: [
    {
      word: 'close',
      usage: 'close',
      example: 'close',
      does: 'end the response; the draft post-mortem is posted',
      on: 'incident',
      act: 'respond',
      run: (state, { by }, moment) => closeWithDraft(state, by, moment),
    },
    {
      word: 'export',
      usage: 'export [md|html|json] [INC-12]',
      example: 'export md',
      does: "the post-mortem as a file in the incident's channel",
      namesIncident: true,
      on: 'incident',
      act: 'export',
      run: (state, { rest, by }, { settings }) => {
        if (state.incident.status === 'cancelled')
          return {
            refusal: `${reference(state.incident)} was a false alarm: it has no post-mortem. \`${settings.command} reopen\` with a reason opens it again.`,
          }
        const [wanted = 'md'] = rest
          .trim()
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => word && parseReference(word) === undefined)
        const format = formats.find((known) => known === wanted)
        if (!format)
          return {
            refusal: `I export ${named.format(formats.map((known) => `\`${known}\``))}. For example: \`${settings.command} export md\``,
          }
        const where = state.incident.channelId
        if (!where) return { refusal: `${reference(state.incident)} has no channel to put the file in.` }
        const comment = `Post-mortem of ${reference(state.incident)}, as it stands now.`
        const answer = { say: sentence(`The file is on its way to <#${where}>.`) }
        return { ...nothing, send: [uploading(state.incident.id, format, comment, by.id)], answer }
      },
    },
  ],
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
