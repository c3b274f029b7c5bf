import type { Send } from '../delivery/call.ts'
import type { Result } from '../delivery/outcome.ts'
import { type Change, type Decision, nothing } from '../dispatch/decision.ts'
import type { Deleted, Edited } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { proposeFrom, restate } from '../hypothesis/propose.ts'
import { formatTs, mentionedPeople, plainly } from '../slack/text.ts'
import type { Known } from './capture.ts'
import type { Entry, SeenMessage } from './model.ts'

/** An edit in Slack becomes a revision of the entry; an older or an equal text changes nothing (unfurls). */
export function decideEdit(
  state: IncidentState,
  input: Edited,
  { entry, seen, names }: Known,
  moment: Moment,
): Decision {
  const { message } = input
  if (seen?.editedTs && seen.editedTs >= message.editedTs) return nothing
  const changes: Change[] = [{ type: 'seen.edited', incidentId: state.incident.id, message }]
  const text = plainly(message.text, names)
  if (!entry?.captured || entry.text === text) return { changes, send: [] }
  const by = input.by?.id ?? entry.authorId ?? 'slack'
  if (entry.wordedAt) {
    changes.push(declined(entry, text, by, moment))
    return { changes, send: [] }
  }
  changes.push({
    type: 'entry.revised',
    id: moment.newId(),
    entryId: entry.id,
    text,
    previous: entry.text,
    by,
    at: moment.now,
  })
  const ledger = restate(state, entry.id, text)
  const lacking = mentionedPeople(message.text).some((id) => !names.has(id))
  const send = lacking ? [...ledger.send, namesFor(state, entry, message)] : ledger.send
  return { changes: [...changes, ...ledger.changes], send }
}

/** Somebody set the text by hand: the edit is kept in its history, and changes nothing. */
const declined = (
  { id: entryId, text }: Entry,
  offered: string,
  by: string,
  { newId, now }: Moment,
): Change => ({
  type: 'entry.edit_declined',
  id: newId(),
  entryId,
  standing: text,
  declined: offered,
  by,
  at: now,
})

/** The edit names somebody nobody has met. */
const namesFor = ({ incident }: IncidentState, { id, authorId }: Entry, message: SeenMessage): Send => ({
  to: { incident: incident.id },
  call: {
    do: 'fetch_entry',
    entryId: id,
    ts: formatTs(message.ts),
    thread: message.threadTs === null ? null : formatTs(message.threadTs),
    text: message.text,
    authorId,
  },
})

/** A deletion in Slack marks the entry and keeps what was captured. */
export function decideDeletion(
  _state: IncidentState,
  input: Deleted,
  { entry }: Known,
  { now }: Moment,
): Decision {
  const gone: Change = { type: 'seen.deleted', channelId: input.channelId, ts: input.ts, at: now }
  if (!entry?.captured || entry.deletedInSlack) return { changes: [gone], send: [] }
  return { changes: [gone, { type: 'entry.deleted_in_slack', entryId: entry.id, at: now }], send: [] }
}

/** The text and names an entry lacked have come from Slack. */
export function decideFetched(
  state: IncidentState,
  entry: Entry,
  got: Extract<Result, { got: 'entry' }>,
  names: ReadonlyMap<string, string>,
  moment: Moment,
): Decision {
  const people = new Map([...names, ...got.people.map((person) => [person.id, person.name] as const)])
  const authorId = entry.authorId ?? got.authorId
  const text = entry.wordedAt ? entry.text : plainly(got.text, people)
  const completed: Change = {
    type: 'entry.completed',
    entryId: entry.id,
    text,
    authorId,
    authorName: entry.authorName ?? got.authorName ?? (authorId && people.get(authorId)) ?? null,
    attachments: got.content ?? entry.attachments,
  }
  const known = got.people.map((person): Change => ({ type: 'person.known', ...person, at: moment.now }))
  const ledger = entry.kind === 'hypothesis' ? held(state, { ...entry, text }, moment) : nothing
  return { changes: [completed, ...known, ...ledger.changes], send: ledger.send }
}

/** A hypothesis whose words were not known yet comes into the ledger now; one with ids for names gets the names. */
function held(state: IncidentState, entry: Entry, moment: Moment): Decision {
  if (state.hypotheses.some(({ entryId }) => entryId === entry.id))
    return restate(state, entry.id, entry.text)
  if (entry.state !== 'pending') return nothing
  return proposeFrom(state, entry, { id: entry.recorderId }, moment)
}
