import { said } from '../delivery/say.ts'
import { type Change, type Decision, nothing, type Refusal, together } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { clip, escapeMrkdwn, who } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import type { Entry } from '../timeline/model.ts'
import { undoable } from '../undo/undoable.ts'
import { closed, newRow, refreshed, type Wording, withStatement } from './ledger.ts'
import { longestStatement, openOnes, stateName } from './model.ts'
import { unwanted } from './taken-back.ts'

/** The entry a hypothesis is taken from. */
type Captured = Pick<Entry, 'id' | 'text' | 'occurredAt'>

/** A new hypothesis in somebody's words, recorded as an entry of its own. */
export function propose(state: IncidentState, words: string, by: Actor, moment: Moment): Decision | Refusal {
  const statement = words.replace(/\s+/g, ' ').trim()
  if (!statement) return { refusal: 'What could it be? A few words are enough.', field: 'text' }
  if (statement.length > longestStatement) {
    return { refusal: `Please keep a hypothesis under ${longestStatement} characters.`, field: 'text' }
  }
  const same = withStatement(state, statement)
  if (same)
    return {
      refusal: `It is in the ledger already, ${stateName[same.state]}: “${escapeMrkdwn(same.statement)}”.`,
      field: 'text',
    }
  const entry = entryBy(moment, state.incident.id, 'hypothesis', statement, by)
  const deed = `Hypothesis: *${escapeMrkdwn(statement)}*`
  const [proposed, ...questioned] = opened(state, { statement, by, entryId: entry.id }, moment)
  const tracked: Decision = {
    changes: [{ type: 'entry.added', entry }, proposed, ...questioned],
    send: [said(state.incident.id, `${deed} · ${who(by)}`, entry.id), ...refreshed(state)],
  }
  const inverse = [dropped(entry.id, by, moment), { type: 'entry.withdrawn', entryId: entry.id } as const]
  return together(tracked, undoable({ ...about(state, proposed.id), words: deed, inverse, by }, moment))
}

/** What undoing a deed about a hypothesis is about. */
export const about = ({ incident }: IncidentState, id: string) => ({
  incidentId: incident.id,
  subject: `hypothesis ${id}`,
})

/** A hypothesis is taken back: off the table, unless somebody has worked on it since. */
export const dropped = (entryId: string, by: Actor, { now: at }: Moment): Change => ({
  type: 'hypothesis.dropped',
  entryId,
  because: unwanted.takenBack,
  by: by.id,
  at,
})

/** A captured message taken as a hypothesis: its entry is there already, and needs no line of its own. */
export function proposeFrom(state: IncidentState, entry: Captured, by: Actor, moment: Moment): Decision {
  const { id: entryId, text, occurredAt: openedAt } = entry
  const own = state.hypotheses.find((hypothesis) => hypothesis.entryId === entryId)
  if (own?.state === 'parked') {
    return {
      changes: [{ type: 'hypothesis.reopened', id: own.id, at: moment.now }],
      send: refreshed(state),
    }
  }
  const statement = clip(text.replace(/\s+/g, ' ').trim(), longestStatement)
  if (own || !statement || withStatement(state, statement)) return nothing
  return {
    changes: opened(state, { statement, by, entryId, openedAt }, moment),
    send: refreshed(state),
  }
}

/** The message behind a hypothesis lost its reaction: an explanation nobody has worked on is parked. */
export function dropProposal(state: IncidentState, entryId: string, by: Actor, moment: Moment): Decision {
  const own = state.hypotheses.find(
    (hypothesis) => hypothesis.entryId === entryId && hypothesis.state === 'open',
  )
  if (!own || own.evidence.length + own.tests.length > 0) return nothing
  return { changes: [closed(own, 'parked', null, unwanted.unmarked, by, moment)], send: refreshed(state) }
}

/** The message behind a hypothesis was edited. */
export function restate(state: IncidentState, entryId: string, text: string): Decision {
  const own = state.hypotheses.find((hypothesis) => hypothesis.entryId === entryId)
  const statement = clip(text.replace(/\s+/g, ' ').trim(), longestStatement)
  if (!own || !statement || statement === own.statement) return nothing
  return {
    changes: [{ type: 'hypothesis.restated', id: own.id, statement }],
    send: refreshed(state),
  }
}

function opened(
  state: IncidentState,
  wording: Wording,
  moment: Moment,
): [ReturnType<typeof newRow>, ...Change[]] {
  const proposed = newRow(state, wording, moment)
  const rivals = openOnes(state.hypotheses).map((hypothesis) => hypothesis.id)
  // A rival puts those already held to the question (see challenge/policy.ts, *unchallenged*).
  return rivals.length > 0
    ? [proposed, { type: 'hypothesis.questioned', ids: rivals, at: moment.now }]
    : [proposed]
}
