import type { DocumentFormat, Send } from '../delivery/call.ts'
import { isRefusal, nothing, together } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { parseReference, reference } from '../incident/model.ts'
import { close } from '../incident/progress.ts'
import { sentence } from '../slack/blocks.ts'

const formats: readonly DocumentFormat[] = ['md', 'json']

function uploading(
  incidentId: string,
  format: DocumentFormat,
  comment: string,
  person: string,
  channelId: string | undefined,
): Send {
  return {
    to: { incident: incidentId },
    call: { do: 'upload', document: format, comment },
    tell: { person, channelId },
  }
}

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
      run: (state, { by, channelId }, moment) => {
        const closing = close(state, by, moment)
        if (isRefusal(closing)) return closing
        const { id: incidentId } = state.incident
        const comment = `Draft post-mortem of ${reference(state.incident)}. What nobody supplied is marked *Missing*.`
        return together(closing, {
          changes: [{ type: 'postmortem.drafted', id: moment.newId(), incidentId, at: moment.now }],
          send: [uploading(incidentId, 'md', comment, by.id, channelId)],
        })
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
      run: (state, { rest, by, channelId }, { settings }) => {
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
        return { ...nothing, send: [uploading(state.incident.id, format, comment, by.id, channelId)], answer }
      },
    },
  ],
}
