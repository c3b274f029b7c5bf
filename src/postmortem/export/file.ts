import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import { type Incident, incidentReference } from '../../core/incident/model.ts'
import type { Send } from '../../core/outbox/call.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import type { FileRequest } from './document.ts'

/** The default when no format or template is named: Markdown in the template chosen for the post-mortem. */
export const defaultFileRequest: FileRequest = { format: 'md', template: null }

/** Uploads the file, rendered when it is sent, to the incident's channel. `comment` is its message, in mrkdwn. */
export const buildUploadCall = (
  incidentId: string,
  { format, template }: FileRequest,
  comment: string,
  person: string,
): Send => ({
  to: { incident: incidentId },
  call: { do: 'upload', document: format, comment, ...(template !== null && { template }) },
  tell: { person },
})

/** Handles a person's request for the document as a file in the incident's channel. */
export function exportFile(incident: Incident, wanted: FileRequest, person: string): Decision | Refusal {
  const where = incident.channelId
  if (!where) return { refusal: `${incidentReference(incident)} has no channel to put the file in.` }
  const form = wanted.template ? `, in the form \`${wanted.template}\`` : ''
  const comment = `Post-mortem of ${incidentReference(incident)}, as it stands now${form}.`
  return {
    ...emptyDecision,
    send: [buildUploadCall(incident.id, wanted, comment, person)],
    answer: { say: sentenceMessage(`The file is on its way to <#${where}>.`) },
  }
}
