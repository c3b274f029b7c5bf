import { allTests } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import type { Challenge, ChallengeReason } from './model.ts'

/** Wording for carrying on as before, with a reason: on the button, in the modal, and of the outcome. */
export interface KeepWording {
  button: string
  title: string
  submit: string
  label: string
  /** What was decided, to be followed by the reason: `Kept`, because … */
  outcome: string
}

const defaultKeepWording: KeepWording = {
  button: 'Keep, because…',
  title: 'Keep it',
  submit: 'Keep',
  label: 'Why keep it?',
  outcome: 'Kept',
}
const keepLookingWording = {
  title: 'Still looking',
  submit: 'Still looking',
  label: 'Because',
  outcome: 'Still looking',
}

const keepWordingByReason: Partial<Record<ChallengeReason, KeepWording>> = {
  no_hypothesis: { button: 'Still looking, because…', ...keepLookingWording },
  unexplained: { button: 'Keep looking, because…', ...keepLookingWording },
  wait: {
    button: 'Keep waiting, because…',
    title: 'Keep waiting',
    submit: 'Keep waiting',
    label: 'Because',
    outcome: 'Still waiting',
  },
  untested_crowd: {
    button: 'Keep all, because…',
    title: 'Keep them all',
    submit: 'Keep all',
    label: 'Why keep them all?',
    outcome: 'All kept',
  },
  long_shift: {
    button: 'Stay, because…',
    title: 'Stay',
    submit: 'Stay',
    label: 'Because',
    outcome: 'Staying',
  },
  before_close: {
    button: 'Still open, because…',
    title: 'Still open',
    submit: 'Leave it open',
    label: 'Because',
    outcome: 'Left open',
  },
  what_fixed_it: {
    button: 'Not known yet, because…',
    title: 'Not known yet',
    submit: 'Not known yet',
    label: 'Because',
    outcome: 'Not known yet',
  },
}

export const getKeepWording = (reason: ChallengeReason): KeepWording =>
  keepWordingByReason[reason] ?? defaultKeepWording

/** Fresh eyes are proposed each time an explanation was kept this often in a row without a test. */
const keepsBeforeFreshEyes = 3

/**
 * Whether an answer was one *Keep* too many: every third in a row about the same hypothesis, with no test closed in
 * between.
 */
export function isKeptTooOften(state: InvestigationState, { id, answerKind }: Challenge): boolean {
  if (answerKind !== 'keep') return false
  const count = countKeptInARow(state, id)
  return count > 0 && count % keepsBeforeFreshEyes === 0
}

function countKeptInARow(state: InvestigationState, id: string): number {
  const own = state.challenges.find((challenge) => challenge.id === id)
  if (!own?.hypothesisId || !own.answeredAt) return 0
  const { hypothesisId, answeredAt: last } = own
  const closed = allTests(state).flatMap((test) =>
    test.hypothesisId === hypothesisId && test.result !== null && test.closedAt && test.closedAt <= last
      ? [+test.closedAt]
      : [],
  )
  const answers = state.challenges.filter(
    (known) => known.hypothesisId === hypothesisId && isAnswer(known) && +known.answeredAt <= +last,
  )
  const inOrder = answers.toSorted((a, b) => Number(a.answeredAt) - Number(b.answeredAt))
  const since = inOrder.findLastIndex(
    ({ answerKind, answeredAt }) => answerKind !== 'keep' || Number(answeredAt) <= Math.max(0, ...closed),
  )
  return inOrder.length - 1 - since
}

/** Moot and postponed questions were neither kept nor changed, so they do not count. */
const isAnswer = (challenge: Challenge): challenge is Challenge & { answeredAt: Date } =>
  challenge.answeredAt !== null && challenge.answerKind !== 'moot' && challenge.answerKind !== 'later'
