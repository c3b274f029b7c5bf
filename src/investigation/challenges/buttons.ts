import {
  actionOverflowMenu,
  actionRowBlock,
  buttonElement,
  type ControlElement,
  type SlackBlock,
} from '../../messages/blocks.ts'
import type { InvestigationState } from '../state.ts'
import { getKeepWording } from './keep-wording.ts'
import type { Challenge, ChallengeReason } from './model.ts'
import { findChallengeSubject } from './subject.ts'

/** A button or menu item that answers a challenge. `about` is the challenge's id unless given. */
interface AnswerOption {
  label: string
  action: string
  about?: string
  style?: 'primary'
}
type ListOptions = (challenge: Challenge) => AnswerOption[]

const otherCauseOption: AnswerOption = { label: 'Another cause', action: 'challenge.hypothesis' }
const testOption: AnswerOption = { label: 'Test it', action: 'challenge.test' }
/** Opens the ledger's own modal; what is done there answers the question (see reconcile.ts). */
const explainedOption = ({ aboutId }: Challenge): AnswerOption => ({
  label: 'It is explained…',
  action: 'hypothesis.explained',
  about: aboutId ?? 'all',
})
const testResultOption = ({ aboutId }: Challenge): AnswerOption => ({
  label: 'Result…',
  action: 'test.result',
  about: aboutId ?? '',
  style: 'primary',
})
const givenUpOption = ({ aboutId }: Challenge): AnswerOption => ({
  label: 'Given up',
  action: 'test.row',
  about: `give_up ${aboutId}`,
})
const keepOption = ({ reason }: Challenge): AnswerOption => ({
  label: getKeepWording(reason).button,
  action: 'challenge.keep',
})
/** Gives an action its result in one click. */
const actionResultOption = (label: string, { id }: Challenge, word: string): AnswerOption => ({
  label,
  action: 'challenge.result',
  about: `${id} ${word}`,
})
const listDoubtOptions: ListOptions = (challenge) => [otherCauseOption, testOption, keepOption(challenge)]

/** The primary answers to each reason, at most three. */
const primaryOptionsByReason: Record<ChallengeReason, ListOptions> = {
  unchallenged: listDoubtOptions,
  no_effect: listDoubtOptions,
  no_hypothesis: (challenge) => [
    { label: 'Track a hypothesis', action: 'challenge.hypothesis', style: 'primary' },
    keepOption(challenge),
  ],
  did_it_work: (challenge) => [
    actionResultOption('Worked', challenge, 'worked'),
    actionResultOption('No effect', challenge, 'no_effect'),
    { label: 'Too early', action: 'challenge.too_early' },
  ],
  test_due: (challenge) => [testResultOption(challenge), { label: '15 min more', action: 'challenge.more_time' }],
  recurrence: () => [
    { label: 'Yes, because…', action: 'challenge.predicted' },
    { label: 'No', action: 'challenge.not_predicted' },
    testOption,
  ],
  wait: (challenge) => [{ ...testOption, label: 'Start a test' }, otherCauseOption, keepOption(challenge)],
  unexplained: (challenge) => [explainedOption(challenge), otherCauseOption, keepOption(challenge)],
  untested_crowd: (challenge) => [
    { ...testOption, label: 'Test one…' },
    { label: 'Rule one out…', action: 'challenge.rule_one_out' },
    keepOption(challenge),
  ],
  long_shift: (challenge) => [
    // The panel's own modal for the commander.
    { label: 'Hand over…', action: 'panel.ask', about: 'commander' },
    keepOption(challenge),
  ],
  before_close: (challenge) => [explainedOption(challenge), keepOption(challenge)],
  what_fixed_it: (challenge) => [
    { label: 'This did…', action: 'challenge.fixed', style: 'primary' },
    keepOption(challenge),
  ],
}

/** Further answers to a reason, besides those that fit many reasons. */
const secondaryOptionsByReason: Partial<Record<ChallengeReason, ListOptions>> = {
  did_it_work: (challenge) => [
    actionResultOption('Helped in part', challenge, 'helped_in_part'),
    actionResultOption('Made it worse', challenge, 'made_it_worse'),
    actionResultOption('Not known', challenge, 'unknown'),
  ],
  test_due: (challenge) => [givenUpOption(challenge)],
  wait: () => [{ label: 'It is over…', action: 'challenge.wait_over' }],
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

const freshEyesOption: AnswerOption = { label: 'Ask fresh eyes…', action: 'fresh_eyes' }
const notNowOption: AnswerOption = { label: 'Not now…', action: 'challenge.later' }

/** Whether fresh eyes are proposed before anything else. */
export const proposesFreshEyes = ({ level, reason }: Pick<Challenge, 'level' | 'reason'>): boolean =>
  level === 2 && freshEyesReasons.includes(reason)

/** Three buttons, and the rest in an overflow menu. *Ask fresh eyes…* comes first when it is proposed. */
export function challengeButtonsBlock(state: InvestigationState, challenge: Challenge): SlackBlock {
  const { reason } = challenge
  const isProposed = proposesFreshEyes(challenge)
  const all = [...(isProposed ? [freshEyesOption] : []), ...listPrimaryOptions(state, challenge)]
  const rest = [
    ...all.slice(3),
    ...(secondaryOptionsByReason[reason]?.(challenge) ?? []),
    ...listRuleOutOptions(state, challenge),
    ...(freshEyesReasons.includes(reason) && !isProposed ? [freshEyesOption] : []),
    notNowOption,
  ]
  const { id: incidentId } = state.incident
  const shown = all
    .slice(0, 3)
    .map(({ label, action, about = challenge.id, style }) => buttonElement(label, action, { incidentId, about }, style))
  const menu = rest.map(({ label, action, about = challenge.id }) => ({ label, action, about }))
  return actionRowBlock(...shown, actionOverflowMenu(incidentId, menu))
}

/**
 * The primary answers. A closed hypothesis takes no more evidence, so a recurrence under one offers the same answers as
 * any doubt.
 */
function listPrimaryOptions(state: InvestigationState, challenge: Challenge): AnswerOption[] {
  const isClosed = findChallengeSubject(state, challenge).hypothesis?.state !== 'open'
  const listOptions =
    challenge.reason === 'recurrence' && isClosed ? listDoubtOptions : primaryOptionsByReason[challenge.reason]
  return listOptions(challenge)
}

function listRuleOutOptions(state: InvestigationState, challenge: Challenge): AnswerOption[] {
  const { hypothesis } = findChallengeSubject(state, challenge)
  const isOpen = hypothesis?.state === 'open' && challenge.reason !== 'test_due'
  return isOpen ? [{ label: 'Rule it out…', action: 'hypothesis.rule_out', about: hypothesis.id }] : []
}

/** *Ask fresh eyes…*, below an answer after which somebody else should look. */
export const freshEyesButton = ({ incident }: InvestigationState, { id }: Challenge): SlackBlock =>
  actionRowBlock(buttonElement(freshEyesOption.label, freshEyesOption.action, { incidentId: incident.id, about: id }))

/** *Track this*, beside a quoted message that may state a hypothesis. `index` is its position among those quoted. */
export const trackButton = ({ incident }: InvestigationState, { id }: Challenge, index: number): ControlElement =>
  buttonElement('Track this', 'timeline.track', { incidentId: incident.id, about: `${id} ${index}` })
