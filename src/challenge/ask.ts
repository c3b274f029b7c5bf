import type { Send } from '../delivery/call.ts'
import { type Change, type Decision, nothing } from '../dispatch/decision.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import type { Hypothesis } from '../hypothesis/model.ts'
import { holderOf } from '../role/model.ts'
import { entryBy } from '../timeline/entry.ts'
import { setTimer } from '../timer/set.ts'
import { type AnswerKind, type Challenge, openChallenge } from './model.ts'
import { type NextChallenge, nextChallenge } from './policy.ts'
import { chooseQuestion, sayWhy } from './questions.ts'

/** The alarm went off: asks when a challenge is due, and sets the alarm right when it is not. */
export function ask(state: IncidentState, moment: Moment): Decision {
  const next = nextChallenge(state, moment.settings.challenges)
  if (!next || next.dueAt > moment.now) return { changes: timer(state, next), send: [] }
  const before = openChallenge(state.challenges)
  const asked = question(state, next, moment)
  const superseded: Change[] = before ? [{ type: 'challenge.superseded', id: before.id, at: moment.now }] : []
  const entry = entryBy(moment, state.incident.id, 'challenge', `${asked.why} ${asked.question}`, null)
  return {
    changes: [...superseded, asked, { type: 'entry.added', entry }],
    send: [...(before ? [showing(state, before)] : []), showing(state, asked)],
  }
}

function question(state: IncidentState, { reason, hypothesis }: NextChallenge, { newId, now }: Moment) {
  return {
    type: 'challenge.asked',
    id: newId(),
    incidentId: state.incident.id,
    number: (state.challenges.at(-1)?.number ?? 0) + 1,
    reason,
    ...chooseQuestion(reason, hypothesis, state.challenges),
    why: sayWhy(state, reason, hypothesis, now),
    hypothesisId: hypothesis?.id ?? null,
    askedOf: holderOf(state.roles, 'commander') ?? null,
    at: now,
  } as const
}

/** Each challenge is a message of its own, edited in place: no stale prompt is left standing. */
export const showing = (
  { incident }: Pick<IncidentState, 'incident'>,
  { number }: Pick<Challenge, 'number'>,
): Send => ({
  to: { incident: incident.id },
  call: { do: 'refresh', board: `challenge:${number}` },
})

const timer = (state: IncidentState, next: NextChallenge | null): Change[] =>
  setTimer(state, 'challenge', next?.dueAt ?? null)

/**
 * After any change: closes the open challenge when what people did in the ledger has answered it, or when it no
 * longer applies, and sets the alarm for the next.
 */
export function settleChallenge(state: IncidentState, moment: Moment): Decision {
  const open = openChallenge(state.challenges)
  const closing = open ? overtaken(state, open, moment.now) : undefined
  const challenges =
    closing && open
      ? state.challenges.map((known) => (known === open ? closedBy(known, closing) : known))
      : state.challenges
  const next = nextChallenge({ ...state, challenges }, moment.settings.challenges)
  const alarm = timer(state, next)
  if (!closing && alarm.length === 0) return nothing
  return {
    changes: [...(closing ? [closing] : []), ...alarm],
    send: closing && open ? [showing(state, open)] : [],
  }
}

type Closing = Extract<Change, { type: 'challenge.answered' }>

const closedBy = (challenge: Challenge, { at }: Closing): Challenge => ({
  ...challenge,
  state: 'answered',
  answeredAt: at,
})

function overtaken(
  state: IncidentState,
  { id, reason, hypothesisId, askedAt }: Challenge,
  at: Date,
): Closing | undefined {
  const { status } = state.incident
  const answered = (by: string | null, answer: string, kind: AnswerKind = 'ledger'): Closing => {
    return { type: 'challenge.answered', id, by, kind, answer, at }
  }
  if (status !== 'investigating' && status !== 'identified') return answered(null, status, 'moot')
  const subject = state.hypotheses.find((known) => known.id === hypothesisId)
  const rival = rivalSince(state, askedAt, subject)
  if (rival) return answered(rival.proposedBy, rival.statement)
  if (reason === 'no_hypothesis') return undefined
  if (subject && subject.state !== 'open') return answered(subject.closedBy, subject.closedBecause ?? '')
  const test = subject?.tests.find((known) => known.begunAt > askedAt)
  return test ? answered(test.ownerId, test.text) : undefined
}

/**
 * Another explanation that came after the question. One taken from an older message is as old as that message: it
 * is known by this, that it put the others to the question when it came, or that there was none before it.
 */
function rivalSince({ hypotheses }: IncidentState, askedAt: Date, subject: Hypothesis | undefined) {
  const others = hypotheses.filter((known) => known.id !== subject?.id && known.state !== 'ruled_out')
  const since = others.filter((known) => known.questionedAt > askedAt)
  const cameWith = (known: Hypothesis) =>
    subject ? known.questionedAt.getTime() === subject.questionedAt.getTime() : known.state === 'open'
  return since.find((known) => known.openedAt > askedAt || cameWith(known))
}
