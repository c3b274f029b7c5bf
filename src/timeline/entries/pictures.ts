import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallOutcome } from '../../core/outbox/outcome.ts'
import type { NewPicture } from '../../core/record/changes.ts'
import type { Attachment } from '../../core/record/model.ts'
import type { DecisionContext } from '../../core/state.ts'

const megabyte = 1024 * 1024
/** How large one picture may be, and all of an incident together, in bytes. */
export const largestPicture = 5 * megabyte
export const maxIncidentPictureBytes = 50 * megabyte

/** What browsers show, and what holds no script: a post-mortem is opened far from Slack. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/**
 * Pictures that people share go with the incident: after a year Slack may have let them go. They are copied with the
 * bot's token into our own database, and nothing is ever made public to do so.
 *
 * Pictures of unfurled links are not copied. They stand wherever anybody who can post in the channel says: fetching
 * them would let a stranger make the bot call addresses inside the company's network, and would tell theirs that
 * an incident is under way. They are linked instead.
 */
export function wantPictures(
  entry: { id: string; incidentId: string },
  attachments: readonly Attachment[],
  before: readonly Attachment[],
  ctx: DecisionContext,
): Decision {
  const known = new Set(before.flatMap(({ file }) => file?.id ?? []))
  const fresh = attachments.flatMap(({ file, gone }) => (file && !gone && !known.has(file.id) ? [file] : []))
  const found = fresh
    .filter(({ type }) => type.startsWith('image/'))
    .map((file) => ({ source: file.source, picture: pictureOf(file, entry, ctx) }))
  return {
    changes: found.map(({ picture }) => ({ type: 'picture.found', picture })),
    send: found.flatMap(({ source, picture }) =>
      source && picture.state === 'wanted' ? [copying(picture, source)] : [],
    ),
  }
}

function pictureOf(
  { id: fileId, name, type, size, source }: NonNullable<Attachment['file']>,
  entry: { id: string; incidentId: string },
  { newId }: DecisionContext,
): NewPicture {
  const fits = shownTypes.has(type) && source !== null && (size ?? 0) <= largestPicture
  const { id: entryId, incidentId } = entry
  return { id: newId(), incidentId, entryId, fileId, name, type, state: fits ? 'wanted' : 'refused' }
}

const copying = ({ id: pictureId, incidentId }: NewPicture, source: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'copy_picture', pictureId, source, most: largestPicture },
})

/** A copy has come, or cannot be had. `kept` is what the incident's pictures take already, in bytes. */
export function decideCopied(
  pictureId: string,
  outcome: CallOutcome,
  kept: number,
  { now }: DecisionContext,
): Decision {
  if (outcome.kind !== 'done' && outcome.kind !== 'refused') return emptyDecision
  const bytes = outcome.kind === 'done' && outcome.result.got === 'picture' ? outcome.result.bytes : null
  if (!bytes || kept + bytes.length > maxIncidentPictureBytes)
    return { changes: [{ type: 'picture.refused', id: pictureId }], send: [] }
  return { changes: [{ type: 'picture.kept', id: pictureId, bytes, at: now }], send: [] }
}
