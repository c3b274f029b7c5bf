import type { WithActor } from '../../core/feature/context.ts'
import { actionResults, resultName } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { actorZone } from '../../core/state.ts'
import { slackLimits } from '../../messages/blocks.ts'
import { modalOf } from '../../messages/controls.ts'
import type { ChoiceInput, Modal, TextInput } from '../../messages/modal.ts'
import { formatWallClock } from '../../platform/time/calendar.ts'
import { editorModals } from './controls.ts'
import { isEditable } from './correct-entry.ts'
import { quoteEntry } from './lines.ts'
import type { Location } from './location.ts'
import { isUserKind, type RecordedEntry, userKinds } from './model.ts'
import { formatEntryTimeHint } from './read-time.ts'

/** The modal that edits text, time and kind of an entry, or only the time of one that the bot recorded. */
export function editModal(
  { channelId, ...ctx }: Pick<WithActor, 'state' | 'by'> & { channelId: string | undefined },
  entry: RecordedEntry,
  location: Location,
): Modal {
  const zone = actorZone(ctx)
  const note = entryEditNote(entry)
  const { id, revisions } = entry
  return modalOf(
    editorModals.edit,
    { incidentId: ctx.state.incident.id, id, revisions, location },
    {
      title: 'Edit entry',
      submit: 'Save',
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
    },
  )
}

const entryTextInput = (entry: RecordedEntry): TextInput & { name: 'text' } => ({
  name: 'text',
  label: 'What happened',
  kind: 'long',
  initial: entry.text,
  ...(entry.attachments.length > 0 && { optional: true }),
})

const kindInput = ({ kind }: RecordedEntry): ChoiceInput & { name: 'kind' } => ({
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
  const { id, revisions } = entry
  return modalOf(
    editorModals.result,
    { incidentId: incident.id, id, opened: { revisions, location } },
    {
      title: 'Result of an action',
      submit: 'Save',
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
    },
  )
}
