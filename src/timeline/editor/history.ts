import { incidentReference } from '../../core/incident/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { actionRowBlock, contextBlock, dividerBlock, type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { button, modalOf } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { clipLines, clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { editorActions, editorModals } from './controls.ts'
import { formatIncidentSlackTime } from './lines.ts'
import type { Location } from './location.ts'
import type { RecordedEntry, Revision } from './model.ts'
import { entryText, type TimelineReader } from './view.ts'

/** Stays below Slack's limit of 100 blocks. The export has every version. */
const maxShownRevisions = 40

/** The versions of an entry, newest first, with who changed it and when. */
export function historyModal(
  state: IncidentState,
  { entry, revisions, location }: { entry: RecordedEntry; revisions: readonly Revision[]; location: Location },
  reader: TimelineReader,
): Modal {
  const { incident } = state
  const older = revisions.length - maxShownRevisions
  const to = { incidentId: incident.id, location }
  return modalOf(editorModals.history, to, {
    title: `${incidentReference(incident)} history`,
    ...(reader.channelId && { channelId: reader.channelId }),
    inputs: [],
    blocks: [
      sectionBlock(entryText(state, entry, reader, 2000)),
      contextBlock(describeProvenance(state, entry, reader)),
      dividerBlock(),
      ...revisionBlocks(state, entry, revisions, reader).slice(0, maxShownRevisions),
      ...(older > 0 ? [contextBlock(`and ${older} earlier changes`)] : []),
      actionRowBlock(button('Back', editorActions.page, to)),
    ],
  })
}

/** Who recorded the entry and when, and which manual edits take precedence over Slack. */
function describeProvenance(state: IncidentState, entry: RecordedEntry, { names }: TimelineReader): string {
  const { recordedAt, recorderId, captured, textEditedAt, stateEditedAt } = entry
  const recorder = escapeMrkdwn(names.get(recorderId) ?? recorderId)
  return [
    `Recorded ${formatIncidentSlackTime(state, recordedAt)} by ${recorder}.`,
    ...(captured && textEditedAt ? ['Its text was set by hand: edits in Slack no longer change it.'] : []),
    ...(captured && stateEditedAt
      ? ['It was settled by hand: taking reactions off no longer changes it, nor do others.']
      : []),
  ].join(' ')
}

function revisionBlocks(
  state: IncidentState,
  entry: RecordedEntry,
  revisions: readonly Revision[],
  reader: TimelineReader,
): SlackBlock[] {
  if (revisions.length === 0) return [sectionBlock('Never changed.')]
  return revisions.map((revision, index) => {
    const after = revisions[index - 1]?.previous ?? entry.text
    const name = escapeMrkdwn(clipText(reader.names.get(revision.by) ?? revision.by, 60))
    const why = revision.reason ? `\n_Why:_ ${escapeMrkdwn(clipText(revision.reason, 200))}` : ''
    return sectionBlock(
      `*${formatIncidentSlackTime(state, revision.at)}* · ${name}\n${describeRevision(state, revision, after).join('\n')}${why}`,
    )
  })
}

function describeRevision(state: IncidentState, revision: Revision, after: string): string[] {
  const { previous, previousAt, previousKind, previousState, previousAttachments, declined } = revision
  if (declined !== null)
    return [`Edited in Slack, not taken over because the text was set by hand: ${quoteRevisionText(declined)}`]
  const lines = [
    ...(previousState ? [previousState === 'withdrawn' ? 'Restored.' : 'Withdrawn.'] : []),
    ...(previous !== after ? [`Text before: ${quoteRevisionText(previous)}`] : []),
    ...(previousAt ? [`Time before: ${formatIncidentSlackTime(state, previousAt)}`] : []),
    ...(previousAttachments ? ['What comes with it changed in Slack.'] : []),
    ...(previousKind ? [`Kind before: ${previousKind}`] : []),
  ]
  return lines.length > 0 ? lines : ['Changed and changed back.']
}

const quoteRevisionText = (text: string): string => (text ? `“${escapeMrkdwn(clipLines(text, 500))}”` : 'no words')
