import { askAction } from '../../core/feature/ask-modal.ts'
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
interface AnswerOption {
  asButton(incidentId: string): ControlElement
  inMenu: ReturnType<typeof menuChoice>
}
type MakeAnswerOption = (challenge: Challenge) => AnswerOption

const answer = <About extends object>(
  label: string,
  action: Action<About>,
  about: About,
  style?: 'primary',
): AnswerOption => ({
  asButton: (incidentId) => button(label, action, { ...about, incidentId }, style),
  inMenu: menuChoice(label, action, about),
})

/** An answer that carries nothing but the challenge. */
const optionOf =
  (label: string, action: Action<{ id: string }>, style?: 'primary'): MakeAnswerOption =>
  ({ id }) =>
    answer(label, action, { id }, style)

const resultOf =
  (label: string, result: ActionResult): MakeAnswerOption =>
  ({ id }) =>
    answer(label, challengeActions.result, { id, result })

const otherCause = optionOf('Another cause', challengeActions.hypothesis)
const testIt = optionOf('Test it', challengeActions.test)
const keep: MakeAnswerOption = ({ id, reason }) => answer(getKeepWording(reason).button, challengeActions.keep, { id })
/** Opens the ledger's own modal; what is done there answers the question (see reconcile.ts). */
const explained: MakeAnswerOption = ({ aboutId }) =>
  answer('It is explained…', hypothesisActions.explained, { entryId: aboutId })
const testResult: MakeAnswerOption = ({ aboutId }) =>
  answer('Result…', testActions.result, { id: aboutId ?? '' }, 'primary')
const givenUp: MakeAnswerOption = ({ aboutId }) =>
  answer('Given up', testActions.row, { verb: 'give_up', id: aboutId ?? '' })
/** The panel's own modal for the commander. */
const handOver: MakeAnswerOption = () => answer('Hand over…', askAction, { word: 'commander' })
const doubt: readonly MakeAnswerOption[] = [otherCause, testIt, keep]

/** The primary answers to each reason, at most three. */
const primaryAnswersByReason: Record<ChallengeReason, readonly MakeAnswerOption[]> = {
  unchallenged: doubt,
  no_effect: doubt,
  no_hypothesis: [optionOf('Track a hypothesis', challengeActions.hypothesis, 'primary'), keep],
  did_it_work: [
    resultOf('Worked', 'worked'),
    resultOf('No effect', 'no_effect'),
    optionOf('Too early', challengeActions.tooEarly),
  ],
  test_due: [testResult, optionOf('15 min more', challengeActions.moreTime)],
  recurrence: [
    optionOf('Yes, because…', challengeActions.predicted),
    optionOf('No', challengeActions.notPredicted),
    testIt,
  ],
  wait: [optionOf('Start a test', challengeActions.test), otherCause, keep],
  unexplained: [explained, otherCause, keep],
  untested_crowd: [
    optionOf('Test one…', challengeActions.test),
    optionOf('Rule one out…', challengeActions.ruleOneOut),
    keep,
  ],
  long_shift: [handOver, keep],
  before_close: [explained, keep],
  what_fixed_it: [optionOf('This did…', challengeActions.fixed, 'primary'), keep],
}

/** Further answers to a reason, besides those that fit many reasons. */
const secondaryAnswersByReason: Partial<Record<ChallengeReason, readonly MakeAnswerOption[]>> = {
  did_it_work: [
    resultOf('Helped in part', 'helped_in_part'),
    resultOf('Made it worse', 'made_it_worse'),
    resultOf('Not known', 'unknown'),
  ],
  test_due: [givenUp],
  wait: [optionOf('It is over…', challengeActions.waitOver)],
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

const freshEyesOption: MakeAnswerOption = ({ id }) =>
  answer('Ask fresh eyes…', briefActions.request, { challengeId: id })
const notNow = optionOf('Not now…', challengeActions.later)

/** Whether fresh eyes are proposed before anything else. */
export const proposesFreshEyes = ({ level, reason }: Pick<Challenge, 'level' | 'reason'>): boolean =>
  level === 2 && freshEyesReasons.includes(reason)

/** Three buttons, and the rest in an overflow menu. *Ask fresh eyes…* comes first when it is proposed. */
export function challengeButtonsBlock(state: InvestigationState, challenge: Challenge): SlackBlock {
  const { reason } = challenge
  const isProposed = proposesFreshEyes(challenge)
  const make = (answers: readonly MakeAnswerOption[]) => answers.map((each) => each(challenge))
  const all = make([...(isProposed ? [freshEyesOption] : []), ...listPrimaryAnswers(state, challenge)])
  const rest = [
    ...all.slice(3),
    ...make(secondaryAnswersByReason[reason] ?? []),
    ...listRuleOutAnswers(state, challenge),
    ...make([...(freshEyesReasons.includes(reason) && !isProposed ? [freshEyesOption] : []), notNow]),
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
function listPrimaryAnswers(state: InvestigationState, challenge: Challenge): readonly MakeAnswerOption[] {
  const isClosed = findChallengeSubject(state, challenge).hypothesis?.state !== 'open'
  return challenge.reason === 'recurrence' && isClosed ? doubt : primaryAnswersByReason[challenge.reason]
}

function listRuleOutAnswers(state: InvestigationState, challenge: Challenge): AnswerOption[] {
  const { hypothesis } = findChallengeSubject(state, challenge)
  const isOpen = hypothesis?.state === 'open' && challenge.reason !== 'test_due'
  return isOpen ? [answer('Rule it out…', hypothesisActions.ruleOut, { id: hypothesis.id })] : []
}

/** *Ask fresh eyes…*, below an answer after which somebody else should look. */
export const freshEyesButton = ({ incident }: InvestigationState, challenge: Challenge): SlackBlock =>
  actionRowBlock(freshEyesOption(challenge).asButton(incident.id))

/** *Track this*, beside a quoted message that may state a hypothesis. `index` is its position among those quoted. */
export const trackButton = ({ incident }: InvestigationState, { id }: Challenge, index: number): ControlElement =>
  button('Track this', challengeActions.track, { incidentId: incident.id, id, index })
