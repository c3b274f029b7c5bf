import { said } from '../delivery/say.ts'
import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { minute } from '../lib/durations.ts'
import { clip, escapeMrkdwn, who } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { refreshed } from './ledger.ts'

/** Begins a test of a hypothesis (or of none in particular), expected to tell within so many minutes. */
export function beginTest(
  state: IncidentState,
  hypothesisId: string | null,
  words: string,
  minutes: number,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const text = words.replace(/\s+/g, ' ').trim()
  if (!text) return { refusal: 'What would tell? A few words are enough.', field: 'text' }
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1440) {
    return { refusal: 'Within how many minutes? A whole number from 1 to 1440.', field: 'minutes' }
  }
  const hypothesis = state.hypotheses.find((known) => known.id === hypothesisId)
  const entry = entryBy(moment, state.incident.id, 'evidence', `Test: ${text}`, by)
  const about = hypothesis ? ` of “${escapeMrkdwn(clip(hypothesis.statement, 120))}”` : ''
  const begun: Change = {
    type: 'test.begun',
    id: moment.newId(),
    incidentId: state.incident.id,
    hypothesisId: hypothesis?.id ?? null,
    text,
    ownerId: by.id,
    at: moment.now,
    dueAt: new Date(moment.now.getTime() + minutes * minute),
  }
  const questioned: Change[] = hypothesis
    ? [{ type: 'hypothesis.questioned', ids: [hypothesis.id], at: moment.now }]
    : []
  return {
    changes: [{ type: 'entry.added', entry }, begun, ...questioned],
    send: [
      said(
        state.incident.id,
        `*Test*${about}: ${escapeMrkdwn(text)} · ${who(by)}, result in ${minutes} min`,
        entry.id,
      ),
      ...refreshed(state),
    ],
  }
}
