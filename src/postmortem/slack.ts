import type { DocumentFormat } from '../delivery/call.ts'
import { type Decision, nothing, type Refusal } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { isOver, parseReference, reference } from '../incident/model.ts'
import { unpackNoticed } from '../noticing/review.ts'
import { hasEnded } from '../reread/walk.ts'
import { sentence } from '../slack/blocks.ts'
import type { Tx } from '../store/transaction.ts'
import { closeInvitation, closeModal } from './close-form.ts'
import { submitClose } from './close-submit.ts'
import { closeWithDraft, finishClosing, uploading } from './closing.ts'
import { holdAgainst, loadClosing, loadKnown } from './store.ts'

/** The form, with all that is known. */
async function openClose(state: IncidentState, channelId: string | undefined, tx: Tx): Promise<Decision> {
  const known = await loadKnown(tx, state.incident)
  return { ...nothing, answer: { open: closeModal(state, known, channelId) } }
}

const overAlready = ({ incident }: IncidentState): Refusal => ({
  refusal: `${reference(incident)} is ${incident.status} already.`,
})

const formats: readonly DocumentFormat[] = ['md', 'json']

/** Closing with the draft, in a form or without, and exporting it again. */
export const postMortemFeature: Feature = {
  words: [
    {
      word: 'close',
      usage: 'close [now]',
      example: 'close',
      does: 'end the response, in a form, and post the draft post-mortem; `now`: without the form',
      on: 'incident',
      act: 'respond',
      run: (state, { rest, by, channelId, triggerId }, moment, tx) => {
        if (/^now\b/i.test(rest.trim())) return closeWithDraft(state, by, moment)
        if (isOver(state.incident)) return overAlready(state)
        if (!triggerId) return { ...nothing, answer: { say: closeInvitation(state, moment) } }
        return openClose(state, channelId, tx)
      },
    },
    {
      word: 'export',
      usage: 'export [md|json] [INC-12]',
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
  buttons: {
    'postmortem.close': {
      on: 'incident',
      act: 'respond',
      run: (state, { channelId }, _moment, tx) =>
        isOver(state.incident) ? overAlready(state) : openClose(state, channelId, tx),
    },
  },
  forms: {
    'postmortem.close': {
      on: 'incident',
      act: 'respond',
      // Closed meanwhile, it is not for everybody any more: what they wrote stays in front of them.
      refusedBelow: 'lessons',
      run: async (state, { by, ...form }, moment, tx) => {
        const held = await holdAgainst(tx, state.incident, unpackNoticed(form.fields.noticed ?? ''))
        return submitClose(state, form, held, by, moment)
      },
    },
  },
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
