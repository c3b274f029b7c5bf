import { type Decision, nothing, type Refusal } from '../../dispatch/decision.ts'
import { type Incident, reference } from '../../incident/model.ts'
import { sentence } from '../../slack/blocks.ts'
import { uploading } from '../closing/closing.ts'
import type { Wanted } from './document.ts'

/** Puts the document into the incident's channel as a file, as it stands when it is sent. */
export function exportFile(
  incident: Incident,
  { format, template }: Wanted,
  person: string,
): Decision | Refusal {
  const where = incident.channelId
  if (!where) return { refusal: `${reference(incident)} has no channel to put the file in.` }
  const form = template ? `, in the form \`${template}\`` : ''
  const comment = `Post-mortem of ${reference(incident)}, as it stands now${form}.`
  const sent = uploading(incident.id, format, comment, person)
  const call = template && sent.call.do === 'upload' ? { ...sent.call, template } : sent.call
  return {
    ...nothing,
    send: [{ ...sent, call }],
    answer: { say: sentence(`The file is on its way to <#${where}>.`) },
  }
}
