import { type Change, type Decision, nothing } from '../dispatch/decision.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { allTests, openOnes } from '../hypothesis/model.ts'
import { resultName } from '../timeline/model.ts'
import { alarm, showing } from './ask.ts'
import { type Ground, groundsFor, isSought, type Policy } from './grounds.ts'
import { type Challenge, openChallenge, type Reason } from './model.ts'
import { questionable, subjectOf } from './subject.ts'

/**
 * After any change: closes the open challenge when what people did in the ledger has answered it, or when it no
 * longer applies, and sets the alarm for the next.
 */
export function settleChallenge(state: IncidentState, moment: Moment): Decision {
  const open = openChallenge(state.challenges)
  const closing = open && overtaken(state, open, moment.settings.challenges, moment.now)
  if (!closing || !open) {
    const changes = alarm(state, moment)
    return changes.length === 0 ? nothing : { changes, send: [] }
  }
  const challenges = state.challenges.map((known) => (known === open ? closedBy(known, closing) : known))
  return {
    changes: [closing, ...alarm({ ...state, challenges }, moment)],
    send: [showing(state, open)],
  }
}

type Closing = Extract<Change, { type: 'challenge.answered' }>

const closedBy = (challenge: Challenge, { at, kind }: Closing): Challenge => ({
  ...challenge,
  state: 'answered',
  answeredAt: at,
  answerKind: kind,
})

/** Something was done that answers it, or it does not matter any more. */
function overtaken(
  state: IncidentState,
  challenge: Challenge,
  policy: Policy,
  at: Date,
): Closing | undefined {
  const { id, reason } = challenge
  const closing = { type: 'challenge.answered', id, at } as const
  const questioned =
    questionsBelief.has(reason) && isSought(state) ? whatWasDone(state, challenge) : undefined
  if (questioned) return { ...closing, kind: 'ledger', ...questioned }
  if (groundsFor(state, policy).some((ground) => isAbout(challenge, ground))) return undefined
  const came = whatCameOfIt(state, challenge)
  if (came) return { ...closing, kind: 'ledger', ...came }
  return { ...closing, kind: 'moot', by: null, answer: whyMoot(state, reason, policy) }
}

/** What these are about is the same, and begins anew: a test given more time, a role that changed hands. */
const hasNewBeginning: ReadonlySet<Reason> = new Set(['test_due', 'long_shift'])

/** The ground on which it was asked. What is believed may change while the wait, or the action, is the same. */
const isAbout = (challenge: Challenge, { reason, aboutId, hypothesisId, since }: Ground): boolean =>
  challenge.reason === reason &&
  challenge.aboutId === aboutId &&
  (!hasNewBeginning.has(reason) || since <= challenge.askedAt.getTime()) &&
  (aboutId !== null || challenge.hypothesisId === hypothesisId)

const afterwards: ReadonlySet<Reason> = new Set(['before_close', 'what_fixed_it'])

function whyMoot(state: IncidentState, reason: Reason, { after, modes }: Policy): string {
  const { status, severity, mode } = state.incident
  if (!isSought(state) || afterwards.has(reason)) return status
  if ((after[severity] ?? null) === null) return severity
  return modes[mode] === 'off' ? mode : 'what it was about is gone'
}

interface Done {
  by: string | null
  answer: string
}

/** These ask for another look at what is believed: whoever takes one in the ledger has answered. */
const questionsBelief: ReadonlySet<Reason> = new Set([
  'no_effect',
  'recurrence',
  'wait',
  'no_hypothesis',
  'unchallenged',
  'untested_crowd',
])

/** What somebody did in the ledger since it was asked. */
function whatWasDone(state: IncidentState, challenge: Challenge): Done | undefined {
  for (const find of [rivalSince, testSince, evidenceSince, subjectClosed]) {
    const done = find(state, challenge)
    if (done) return done
  }
  return undefined
}

/**
 * Another explanation that came after the question. One taken from an older message is as old as that message: it
 * is known by this, that it put the others to the question when it came, or that there was none before it.
 */
function rivalSince({ hypotheses }: IncidentState, { askedAt, hypothesisId }: Challenge): Done | undefined {
  const subject = hypotheses.find(({ id }) => id === hypothesisId)
  const others = hypotheses.filter((known) => known !== subject && known.state !== 'ruled_out')
  const since = others.filter((known) => known.questionedAt > askedAt)
  const cameWith = (known: (typeof others)[number]) =>
    subject ? known.questionedAt.getTime() === subject.questionedAt.getTime() : known.state === 'open'
  const rival = since.find((known) => known.openedAt > askedAt || cameWith(known))
  return rival && { by: rival.proposedBy, answer: rival.statement }
}

function testSince(state: IncidentState, { askedAt, hypothesisId, reason }: Challenge): Done | undefined {
  if (reason === 'no_hypothesis') return undefined
  const meant = allTests(state).filter((test) => hypothesisId === null || test.hypothesisId === hypothesisId)
  const told = meant.find(({ closedAt }) => closedAt && closedAt > askedAt)
  if (told) return { by: told.closedBy, answer: told.result ?? told.text }
  const begun = meant.find((test) => test.begunAt > askedAt)
  return begun && { by: begun.ownerId, answer: begun.text }
}

function evidenceSince(state: IncidentState, challenge: Challenge): Done | undefined {
  const { hypothesis } = subjectOf(state, challenge)
  const against = hypothesis?.evidence.find(
    ({ stance, at }) => stance === 'against' && at > challenge.askedAt,
  )
  return against && { by: against.by, answer: against.text }
}

function subjectClosed(state: IncidentState, challenge: Challenge): Done | undefined {
  const { hypothesis } = subjectOf(state, challenge)
  if (!hypothesis || hypothesis.state === 'open') return undefined
  return { by: hypothesis.closedBy, answer: hypothesis.closedBecause ?? '' }
}

/** What the question was about has come to its end. */
function whatCameOfIt(
  state: IncidentState,
  { aboutId, hypothesisId, reason, askedAt }: Challenge,
): Done | undefined {
  const action = state.actions.find(({ entryId }) => entryId === aboutId)
  if (action?.result) return { by: action.recordedBy, answer: resultName[action.result] }
  const back = action && state.recurrences.find(({ at }) => at > action.at)
  if (back) return { by: back.recordedBy, answer: 'it came back' }
  const test = allTests(state).find(({ id }) => id === aboutId)
  if (test?.result) return { by: test.closedBy, answer: test.result }
  if (test && test.dueAt > askedAt) return { by: test.ownerId, answer: 'more time' }
  const wait = state.waits.find(({ id }) => id === aboutId)
  if (wait?.endedAt) return { by: null, answer: wait.outcome ?? `no longer waiting on ${wait.party}` }
  const seen = state.unexplained.find(({ entryId }) => entryId === aboutId)
  const by = openOnes(state.hypotheses).find(({ id }) => id === seen?.explainedBy)
  if (seen?.explainedAt) return { by: null, answer: by ? `explained by ${by.statement}` : 'explained' }
  if (reason === 'long_shift') return { by: null, answer: 'command was handed over' }
  if (reason === 'before_close' && !isSought(state))
    return { by: null, answer: 'nothing is unexplained any more' }
  return leadChanged(state, hypothesisId)
}

function leadChanged({ hypotheses }: IncidentState, hypothesisId: string | null): Done | undefined {
  const lead = questionable(hypotheses)
  if (!hypothesisId || !lead || lead.id === hypothesisId) return undefined
  return { by: null, answer: `“${lead.statement}” leads now` }
}
