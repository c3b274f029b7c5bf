import { actionResults, resultName } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { slackLimits } from '../../messages/blocks.ts'
import type { ChoiceInput, Modal, TextInput } from '../../messages/modal.ts'
import { formatWallClock } from '../../platform/time/calendar.ts'
import { isEditable } from './correct-entry.ts'
import { quoteEntry } from './lines.ts'
import { formatLocation, type Location } from './location.ts'
import { isUserKind, type RecordedEntry, userKinds } from './model.ts'
import { formatEntryTimeHint } from './read-time.ts'

/** Packs what a modal about an entry needs on submission: the entry, its revision count, and the page to return to. */
export const packEntryAbout = ({ id, revisions }: RecordedEntry, location: Location): string =>
  `${id} ${revisions} ${formatLocation(location)}`

export function unpackEntryAbout(about: string): { entryId: string; revisions: number; page: string } {
  const [entryId = '', revisions = '', ...page] = about.split(' ')
  return { entryId, revisions: Number(revisions), page: page.join(' ') }
}

/** The modal that edits text, time and kind of an entry, or only the time of one that the bot recorded. */
export function editModal(
  { incident }: IncidentState,
  entry: RecordedEntry,
  location: Location,
  zone: string,
  channelId: string | undefined,
): Modal {
  const note = entryEditNote(entry)
  return {
    callbackId: 'timeline.edit',
    title: 'Edit entry',
    submit: 'Save',
    about: { incidentId: incident.id, about: packEntryAbout(entry, location) },
    ...(channelId && { channelId }),
    ...(note && { note }),
    inputs: [
      ...(isEditable(entry) ? [entryTextInput(entry)] : []),
      {
        name: 'time',
        label: 'When it happened',
        kind: 'text',
        initial: formatWallClock(entry.occurredAt, zone),
        hint: formatEntryTimeHint(zone),
        max: 60,
      },
      ...(isUserKind(entry.kind) ? [kindInput(entry)] : []),
      { name: 'reason', label: 'Why', kind: 'text', max: 200, optional: true },
    ],
  }
}

const entryTextInput = (entry: RecordedEntry): TextInput => ({
  name: 'text',
  label: 'What happened',
  kind: 'long',
  initial: entry.text,
  ...(entry.attachments.length > 0 && { optional: true }),
})

const kindInput = ({ kind }: RecordedEntry): ChoiceInput => ({
  name: 'kind',
  label: 'Kind',
  kind: 'choice',
  options: userKinds.map((one) => ({ value: one, label: one })),
  initial: kind,
})

function entryEditNote(entry: RecordedEntry): string | undefined {
  if (!isUserKind(entry.kind)) return `${quoteEntry(entry)}\nThe bot recorded this: only its time can be corrected.`
  if (entry.text.length > slackLimits.input)
    return `${quoteEntry(entry)}\nIts text is too long for a form: edit the message in Slack instead.`
  return undefined
}

/** The modal that records the result of an action. */
export function actionResultModal(
  { incident }: IncidentState,
  entry: RecordedEntry,
  location: Location | undefined,
  channelId: string | undefined,
): Modal {
  const page = location ? packEntryAbout(entry, location) : `${entry.id} ${entry.revisions}`
  return {
    callbackId: 'timeline.result',
    title: 'Result of an action',
    submit: 'Save',
    about: { incidentId: incident.id, about: page },
    ...(channelId && { channelId }),
    note: quoteEntry(entry, 500),
    inputs: [
      {
        name: 'result',
        label: 'What came of it?',
        kind: 'choice',
        options: actionResults.map((one) => ({ value: one, label: resultName[one] })),
        ...(entry.result && { initial: entry.result }),
      },
      {
        name: 'note',
        label: 'In your words',
        kind: 'text',
        max: 300,
        optional: true,
        ...(entry.resultNote && { initial: entry.resultNote }),
      },
    ],
  }
}
