import type { Contributions } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { type Attachment, instantOf, resultName } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
  sectionWith,
} from '../../messages/blocks.ts'
import { button, modalOf, overflowMenu, selectMenu } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { clipLines, clipText, escapeMrkdwn, slackTime } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { firstLine } from '../../platform/text.ts'
import { sayTime } from '../../platform/time/when.ts'
import { editorActions, editorModals } from './controls.ts'
import type { Location } from './location.ts'
import { isUserKind, isWithdrawn, type RecordedEntry, type TimelineFilter, timelineFilters } from './model.ts'
import type { TimelinePage } from './pages.ts'

/** Whoever reads the timeline: the names to show them, and whether they may change entries. */
export interface TimelineReader {
  names: ReadonlyMap<string, string>
  /** Why they may only read, as a sentence; undefined if they may change entries. */
  readsOnly: string | undefined
  channelId: string | undefined
  /** The choices that other features contribute to an entry's menu. */
  choices: Contributions['entryChoices']
}

const filterName = (filter: TimelineFilter): string =>
  filter === 'all' ? 'All entries' : filter === 'mine' ? 'Mine' : filter

/**
 * The timeline modal with one page, newest first: readers want what just happened, or the entry they have just got
 * wrong, not the beginning of the incident.
 */
export function timelineModal(state: IncidentState, page: TimelinePage, reader: TimelineReader, note?: string): Modal {
  const { incident } = state
  const { location, entries } = page
  const options = timelineFilters.map((filter) => ({ label: filterName(filter), about: { filter } }))
  const none = location.filter === 'all' ? 'Nothing is recorded yet.' : 'No entry of this kind.'
  const filterMenu = selectMenu('Filter by kind', editorActions.filter, {
    incidentId: incident.id,
    options,
    chosen: location,
  })
  return modalOf(
    editorModals.view,
    { incidentId: incident.id, location },
    {
      title: `${incidentReference(incident)} timeline`,
      ...(reader.channelId && { channelId: reader.channelId }),
      ...(note && { note }),
      inputs: [],
      blocks: [
        actionRowBlock(filterMenu),
        ...entries.map((entry) => timelineEntryBlock(state, entry, reader)),
        ...(entries.length === 0 ? [sectionBlock(none)] : []),
        ...pageButtonBlocks(incident.id, page),
        contextBlock(reader.readsOnly ?? 'Newest first, times as on your clock.'),
      ],
    },
  )
}

function pageButtonBlocks(incidentId: string, { location, older, newer }: TimelinePage): SlackBlock[] {
  const { filter } = location
  const to = (label: string, there: Location): ControlElement =>
    button(label, editorActions.page, { incidentId, location: there })
  const buttons = [
    ...(location.from === 'newest' ? [] : [to('Newest', { filter, from: 'newest' })]),
    ...(newer ? [to('Newer', newer)] : []),
    ...(older ? [to('Older', older), to('Oldest', { filter, from: 'oldest' })] : []),
  ]
  return buttons.length > 0 ? [actionRowBlock(...buttons)] : []
}

function timelineEntryBlock(state: IncidentState, entry: RecordedEntry, reader: TimelineReader): SlackBlock {
  const { id: incidentId } = state.incident
  const text = entryText(state, entry, reader, 500)
  const { id } = entry
  if (reader.readsOnly)
    return sectionWith(text, button('History', editorActions.entry, { incidentId, choice: 'history', id }))
  const choices = listEntryMenuOptions(entry, reader).map(([label, choice]) => ({ label, about: { choice, id } }))
  return sectionWith(text, overflowMenu(editorActions.entry, incidentId, choices))
}

function listEntryMenuOptions(entry: RecordedEntry, { choices }: TimelineReader): [string, string][] {
  const history: [string, string] = ['History', 'history']
  if (isWithdrawn(entry)) return [['Restore', 'restore'], history]
  const contributed = [...choices].flatMap(([choice, { label, isOffered }]): [string, string][] =>
    isOffered(entry) ? [[label, choice]] : [],
  )
  return [
    ['Edit', 'edit'],
    ...(entry.kind === 'action' ? [['Result…', 'result'] as [string, string]] : []),
    ...contributed,
    ...(isUserKind(entry.kind) ? [['Withdraw', 'withdraw'] as [string, string]] : []),
    history,
  ]
}

/** An entry as mrkdwn, its text cut to `length` characters. The facts come first, so that no text can hide them. */
export function entryText(state: IncidentState, entry: RecordedEntry, reader: TimelineReader, length: number): string {
  const { incident, workspaceUrl } = state
  const { occurredAt, kind, text, attachments } = entry
  const link = makePermalink(workspaceUrl, entry)
  const time = slackTime(occurredAt, sayTime(occurredAt, incident.zone), link)
  const facts = [`*${time}*`, kind, formatEntryAuthor(entry, reader.names), ...listEntryMarks(entry)]
  const isUnread = entry.state === 'pending' && text === ''
  const words = isUnread ? '_its text has not been read from Slack yet_' : escapeMrkdwn(clipLines(text, length))
  const lines = [
    facts.join(' · '),
    words,
    attachmentsLine(attachments),
    entry.kind === 'action' ? resultLine(entry, reader.names) : '',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

const formatEntryAuthor = ({ authorId, authorName }: RecordedEntry, names: TimelineReader['names']): string => {
  const profileName = authorId === null ? undefined : (names.get(authorId) ?? authorId)
  return escapeMrkdwn(clipText(authorName || profileName || 'Fresheyes', 60))
}

function listEntryMarks(entry: RecordedEntry): string[] {
  const marks = [
    ...(entry.revisions > 0 ? ['edited'] : []),
    ...(isBackDated(entry) ? ['back-dated'] : []),
    ...(entry.deletedInSlack ? ['deleted in Slack'] : []),
    ...(isWithdrawn(entry) ? ['withdrawn'] : []),
  ]
  return marks.map((mark) => `_${mark}_`)
}

/** Whether its time is earlier than when it was written. */
function isBackDated({ captured, messageTs, occurredAt, recordedAt }: RecordedEntry): boolean {
  const written = captured && messageTs !== null ? instantOf(messageTs) : recordedAt
  return occurredAt < written
}

const shownFiles = 4

function attachmentsLine(attachments: readonly Attachment[]): string {
  if (attachments.length === 0) return ''
  const titles = attachments.slice(0, shownFiles).map(({ title }) => escapeMrkdwn(clipText(title, 60)))
  const more = attachments.length - titles.length
  return `Attached: ${titles.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function resultLine(entry: RecordedEntry, names: TimelineReader['names']): string {
  const { result, resultBy, resultNote } = entry
  if (!result) return 'No result yet.'
  const by = resultBy ? ` · ${escapeMrkdwn(clipText(names.get(resultBy) ?? resultBy, 60))}` : ''
  return `*${resultName[result]}*${by}${resultNote ? `: ${escapeMrkdwn(clipText(firstLine(resultNote), 200))}` : ''}`
}

/** A button that opens the timeline, for where no modal can be opened directly. */
export function timelineButtonMessage({ incident }: IncidentState): SlackMessage {
  const open = button('Timeline', editorActions.view, { incidentId: incident.id, filter: 'all' })
  return blocksMessage('The timeline', actionRowBlock(open))
}
