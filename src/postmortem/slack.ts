import type { DocumentFormat } from '../delivery/call.ts'
import type { Answered } from '../delivery/outcome.ts'
import { type Decision, nothing, together } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { parseReference, reference } from '../incident/model.ts'
import { hasEnded } from '../reread/walk.ts'
import { sentence } from '../slack/blocks.ts'
import type { Tx } from '../store/transaction.ts'
import {
  askForCanvas,
  isCanvas,
  keepCanvas,
  refreshCanvas,
  settleCanvas,
  tellOnce,
} from './canvas-keeping.ts'
import { finishClosing, hasNone, uploading } from './closing.ts'
import { closeButtons, closeForms, closeWord } from './handlers/closing.ts'
import { findRecord, loadClosing, whoHearsOf } from './store.ts'

const formats: readonly DocumentFormat[] = ['md', 'html', 'json']

/** What came of writing the canvas; whoever asked for it is told of a refusal as of any other. */
async function canvasAnswered(tx: Tx, { incident }: IncidentState, input: Answered): Promise<Decision> {
  const kept = keepCanvas(incident.id, await findRecord(tx, incident.id), input)
  if (input.outcome.kind !== 'refused' || input.send.tell) return kept
  const person = await whoHearsOf(tx, incident, input.outcome.error)
  return person ? together(kept, tellOnce(input, person)) : kept
}

/** Closing with the draft, in a form or without, and exporting it again. */
export const postMortemFeature: Feature = {
  words: [
    closeWord,
    {
      word: 'export',
      usage: 'export [md|html|json|canvas] [INC-12]',
      example: 'export md',
      does: "the post-mortem as a file in the incident's channel, or as its canvas",
      namesIncident: true,
      on: 'incident',
      act: 'export',
      run: (state, { rest, by }, moment) => {
        const { settings } = moment
        if (state.incident.status === 'cancelled') return { refusal: hasNone(state.incident, settings) }
        const [wanted = 'md'] = rest
          .trim()
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => word && parseReference(word) === undefined)
        if (wanted === 'canvas') return askForCanvas(state, by, moment)
        const format = formats.find((known) => known === wanted)
        if (!format)
          return {
            refusal: `I export ${[...formats, 'canvas'].map((known) => `\`${known}\``).join(', ')}. For example: \`${settings.command} export md\``,
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
    canvas: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, _moment, tx) => refreshCanvas(state, await findRecord(tx, state.incident.id)),
    },
  },
  settle: settleCanvas,
  answered: {
    concerns: (input) => hasEnded(input, 'close') || isCanvas(input),
    run: async (state, input, moment, tx) => {
      if (isCanvas(input)) return state ? await canvasAnswered(tx, state, input) : nothing
      return state?.timers.has('draft')
        ? finishClosing(state, await loadClosing(tx, state.incident), moment)
        : nothing
    },
  },
}
