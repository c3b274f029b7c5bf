import { askAction } from '../../core/ask-modal.ts'
import type { ActionResult } from '../../core/record/model.ts'
import type { Action } from '../../messages/action.ts'
import { actionRowBlock, type ControlElement, type SlackBlock } from '../../messages/blocks.ts'
import { actionMenu, button, menuChoice } from '../../messages/controls.ts'
import { briefActions } from '../fresh-eyes/controls.ts'
import { hypothesisActions, testActions } from '../ledger/controls.ts'
import type { InvestigationState } from '../state.ts'
import { challengeActions } from './controls.ts'
import { getKeepWording } from './keep-wording.ts'
import type { Challenge, ChallengeReason } from './model.ts'
import { findChallengeSubject } from './subject.ts'

/** An answer to a challenge, which is shown as a button or in the menu. */
interface Answer {
  asButton(incidentId: string): ControlElement
  inMenu: ReturnType<typeof menuChoice>
}
type MakeAnswer = (challenge: Challenge) => Answer

const answer = <About extends object>(
  label: string,
  action: Action<About>,
  about: About,
  style?: 'primary',
): Answer => ({
  asButton: (incidentId) => button(label, action, { ...about, incidentId }, style),
  inMenu: menuChoice(label, action, about),
})

/** An answer that carries nothing but the challenge. */
const ofChallenge =
  (label: string, action: Action<{ id: string }>, style?: 'primary'): MakeAnswer =>
  ({ id }) =>
    answer(label, action, { id }, style)

const resultOf =
  (label: string, result: ActionResult): MakeAnswer =>
  ({ id }) =>
    answer(label, challengeActions.result, { id, result })

const otherCause = ofChallenge('Another cause', challengeActions.hypothesis)
const testIt = ofChallenge('Test it', challengeActions.test)
const keep: MakeAnswer = ({ id, reason }) => answer(getKeepWording(reason).button, challengeActions.keep, { id })
/** Opens the ledger's own modal; what is done there answers the question (see reconcile.ts). */
const explained: MakeAnswer = ({ aboutId }) =>
  answer('It is explained…', hypothesisActions.explained, { entryId: aboutId })
const testResult: MakeAnswer = ({ aboutId }) => answer('Result…', testActions.result, { id: aboutId ?? '' }, 'primary')
const givenUp: MakeAnswer = ({ aboutId }) => answer('Given up', testActions.row, { verb: 'give_up', id: aboutId ?? '' })
/** The panel's own modal for the commander. */
const handOver: MakeAnswer = () => answer('Hand over…', askAction, { word: 'commander' })
const doubt: readonly MakeAnswer[] = [otherCause, testIt, keep]

/** The primary answers to each reason, at most three. */
const primaryAnswersByReason: Record<ChallengeReason, readonly MakeAnswer[]> = {
  unchallenged: doubt,
  no_effect: doubt,
  no_hypothesis: [ofChallenge('Track a hypothesis', challengeActions.hypothesis, 'primary'), keep],
  did_it_work: [
    resultOf('Worked', 'worked'),
    resultOf('No effect', 'no_effect'),
    ofChallenge('Too early', challengeActions.tooEarly),
  ],
  test_due: [testResult, ofChallenge('15 min more', challengeActions.moreTime)],
  recurrence: [
    ofChallenge('Yes, because…', challengeActions.predicted),
    ofChallenge('No', challengeActions.notPredicted),
    testIt,
  ],
  wait: [ofChallenge('Start a test', challengeActions.test), otherCause, keep],
  unexplained: [explained, otherCause, keep],
  untested_crowd: [
    ofChallenge('Test one…', challengeActions.test),
    ofChallenge('Rule one out…', challengeActions.ruleOneOut),
    keep,
  ],
  long_shift: [handOver, keep],
  before_close: [explained, keep],
  what_fixed_it: [ofChallenge('This did…', challengeActions.fixed, 'primary'), keep],
}

/** Further answers to a reason, besides those that fit many reasons. */
const secondaryAnswersByReason: Partial<Record<ChallengeReason, readonly MakeAnswer[]>> = {
  did_it_work: [
    resultOf('Helped in part', 'helped_in_part'),
    resultOf('Made it worse', 'made_it_worse'),
    resultOf('Not known', 'unknown'),
  ],
  test_due: [givenUp],
  wait: [ofChallenge('It is over…', challengeActions.waitOver)],
}

/** Reasons for which somebody with fresh eyes may see more. */
const freshEyesReasons: readonly ChallengeReason[] = [
  'no_effect',
  'recurrence',
  'wait',
  'no_hypothesis',
  'unchallenged',
  'unexplained',
  'untested_crowd',
  'long_shift',
]

const askFreshEyes: MakeAnswer = ({ id }) => answer('Ask fresh eyes…', briefActions.request, { challengeId: id })
const notNow = ofChallenge('Not now…', challengeActions.later)

/** Whether fresh eyes are proposed before anything else. */
export const proposesFreshEyes = ({ level, reason }: Pick<Challenge, 'level' | 'reason'>): boolean =>
  level === 2 && freshEyesReasons.includes(reason)

/** Three buttons, and the rest in an overflow menu. *Ask fresh eyes…* comes first when it is proposed. */
export function challengeButtonsBlock(state: InvestigationState, challenge: Challenge): SlackBlock {
  const { reason } = challenge
  const isProposed = proposesFreshEyes(challenge)
  const make = (answers: readonly MakeAnswer[]) => answers.map((each) => each(challenge))
  const all = make([...(isProposed ? [askFreshEyes] : []), ...listPrimaryAnswers(state, challenge)])
  const rest = [
    ...all.slice(3),
    ...make(secondaryAnswersByReason[reason] ?? []),
    ...listRuleOutAnswers(state, challenge),
    ...make([...(freshEyesReasons.includes(reason) && !isProposed ? [askFreshEyes] : []), notNow]),
  ]
  const { id: incidentId } = state.incident
  return actionRowBlock(
    ...all.slice(0, 3).map(({ asButton }) => asButton(incidentId)),
    actionMenu(
      incidentId,
      rest.map(({ inMenu }) => inMenu),
    ),
  )
}

/**
 * The primary answers. A closed hypothesis takes no more evidence, so a recurrence under one offers the same answers as
 * any doubt.
 */
function listPrimaryAnswers(state: InvestigationState, challenge: Challenge): readonly MakeAnswer[] {
  const isClosed = findChallengeSubject(state, challenge).hypothesis?.state !== 'open'
  return challenge.reason === 'recurrence' && isClosed ? doubt : primaryAnswersByReason[challenge.reason]
}

function listRuleOutAnswers(state: InvestigationState, challenge: Challenge): Answer[] {
  const { hypothesis } = findChallengeSubject(state, challenge)
  const isOpen = hypothesis?.state === 'open' && challenge.reason !== 'test_due'
  return isOpen ? [answer('Rule it out…', hypothesisActions.ruleOut, { id: hypothesis.id })] : []
}

/** *Ask fresh eyes…*, below an answer after which somebody else should look. */
export const freshEyesButton = ({ incident }: InvestigationState, challenge: Challenge): SlackBlock =>
  actionRowBlock(askFreshEyes(challenge).asButton(incident.id))

/** *Track this*, beside a quoted message that may state a hypothesis. `index` is its position among those quoted. */
export const trackButton = ({ incident }: InvestigationState, { id }: Challenge, index: number): ControlElement =>
  button('Track this', challengeActions.track, { incidentId: incident.id, id, index })
