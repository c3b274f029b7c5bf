import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { BaseContext } from '../../core/feature/context.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallOutcome } from '../../core/outbox/outcome.ts'
import { type NewPicture, pictureFound, pictureKept, pictureRefused } from '../../core/record/changes.ts'
import type { Attachment } from '../../core/record/model.ts'

const bytesPerMegabyte = 1024 * 1024
/** Limit of one picture, and of all pictures of an incident together, in bytes. */
export const maxPictureBytes = 5 * bytesPerMegabyte
export const maxIncidentPictureBytes = 50 * bytesPerMegabyte

/** Types that browsers show and that cannot contain scripts: post-mortems are opened outside Slack. */
const displayableTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/**
 * Copies the pictures that people share, since Slack may have deleted them after a year. They are downloaded with the
 * bot's token into our own database; nothing is made public for it.
 *
 * Pictures of unfurled links are only linked. Anybody who can post in the channel chooses their URL: fetching it would
 * let a stranger make the bot call addresses inside the company's network (SSRF), and would tell an outside server that
 * an incident is under way.
 */
export function requestPictureCopies(
  ctx: BaseContext,
  entry: { id: string; incidentId: string },
  attachments: readonly Attachment[],
  before: readonly Attachment[],
): Decision {
  const knownFileIds = new Set(before.flatMap(({ file }) => file?.id ?? []))
  const fresh = attachments.flatMap(({ file, gone }) => (file && !gone && !knownFileIds.has(file.id) ? [file] : []))
  const found = fresh
    .filter(({ type }) => type.startsWith('image/'))
    .map((file) => ({ source: file.source, picture: buildNewPicture(ctx, file, entry) }))
  return {
    changes: found.map(({ picture }) => pictureFound({ picture })),
    send: found.flatMap(({ source, picture }) =>
      source && picture.state === 'wanted' ? [buildPictureCopyCall(picture, source)] : [],
    ),
  }
}

function buildNewPicture(
  { newId }: BaseContext,
  { id: fileId, name, type, size, source }: NonNullable<Attachment['file']>,
  entry: { id: string; incidentId: string },
): NewPicture {
  const fits = displayableTypes.has(type) && source !== null && (size ?? 0) <= maxPictureBytes
  const { id: entryId, incidentId } = entry
  return { id: newId(), incidentId, entryId, fileId, name, type, state: fits ? 'wanted' : 'refused' }
}

const buildPictureCopyCall = ({ id: pictureId, incidentId }: NewPicture, source: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'copy_picture', pictureId, source, most: maxPictureBytes },
})

/** Keeps a copied picture, or refuses one that failed or does not fit. `kept`: bytes the incident's pictures use. */
export function decidePictureCopied(
  { now }: BaseContext,
  pictureId: string,
  outcome: CallOutcome,
  kept: number,
): Decision {
  if (outcome.kind !== 'done' && outcome.kind !== 'refused') return emptyDecision
  const bytes = outcome.kind === 'done' && outcome.result.got === 'picture' ? outcome.result.bytes : null
  if (!bytes || kept + bytes.length > maxIncidentPictureBytes)
    return { changes: [pictureRefused({ id: pictureId })], send: [] }
  return { changes: [pictureKept({ id: pictureId, bytes, at: now })], send: [] }
}
