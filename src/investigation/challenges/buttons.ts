import type { IncidentState } from '../../core/state.ts'
import { actions, type Block, button, deeds } from '../../messages/blocks.ts'
import { keepingFor } from './keep.ts'
import type { Challenge, Reason } from './model.ts'
import { subjectOf } from './subject.ts'

/** Something to press: what it says and does. What it is about is the challenge, where nothing else is said. */
interface Key {
  label: string
  action: string
  about?: string
  style?: 'primary'
}
type Keys = (challenge: Challenge) => Key[]

const another: Key = { label: 'Another cause', action: 'challenge.hypothesis' }
const test: Key = { label: 'Test it', action: 'challenge.test' }
/** The ledger's own forms: what is done there answers the question (see settle.ts). */
const explained = ({ aboutId }: Challenge): Key => ({
  label: 'It is explained…',
  action: 'hypothesis.explained',
  about: aboutId ?? 'all',
})
const testResult = ({ aboutId }: Challenge): Key => ({
  label: 'Result…',
  action: 'test.result',
  about: aboutId ?? '',
  style: 'primary',
})
const givenUp = ({ aboutId }: Challenge): Key => ({
  label: 'Given up',
  action: 'test.row',
  about: `give_up ${aboutId}`,
})
const keep = ({ reason }: Challenge): Key => ({
  label: keepingFor(reason).button,
  action: 'challenge.keep',
})
/** What one click says came of an action. */
const result = (label: string, { id }: Challenge, word: string): Key => ({
  label,
  action: 'challenge.result',
  about: `${id} ${word}`,
})
const doubts: Keys = (challenge) => [another, test, keep(challenge)]

/** The answers nearest at hand, at most three. */
const front: Record<Reason, Keys> = {
  unchallenged: doubts,
  no_effect: doubts,
  no_hypothesis: (challenge) => [
    { label: 'Track a hypothesis', action: 'challenge.hypothesis', style: 'primary' },
    keep(challenge),
  ],
  did_it_work: (challenge) => [
    result('Worked', challenge, 'worked'),
    result('No effect', challenge, 'no_effect'),
    { label: 'Too early', action: 'challenge.too_early' },
  ],
  test_due: (challenge) => [testResult(challenge), { label: '15 min more', action: 'challenge.more_time' }],
  recurrence: () => [
    { label: 'Yes, because…', action: 'challenge.predicted' },
    { label: 'No', action: 'challenge.not_predicted' },
    test,
  ],
  wait: (challenge) => [{ ...test, label: 'Start a test' }, another, keep(challenge)],
  unexplained: (challenge) => [explained(challenge), another, keep(challenge)],
  untested_crowd: (challenge) => [
    { ...test, label: 'Test one…' },
    { label: 'Rule one out…', action: 'challenge.rule_one_out' },
    keep(challenge),
  ],
  long_shift: (challenge) => [
    // The panel's own form for whoever commands.
    { label: 'Hand over…', action: 'panel.ask', about: 'commander' },
    keep(challenge),
  ],
  before_close: (challenge) => [explained(challenge), keep(challenge)],
  what_fixed_it: (challenge) => [
    { label: 'This did…', action: 'challenge.fixed', style: 'primary' },
    keep(challenge),
  ],
}

/** What else can be answered to a reason, besides what fits many of them. */
const own: Partial<Record<Reason, Keys>> = {
  did_it_work: (challenge) => [
    result('Helped in part', challenge, 'helped_in_part'),
    result('Made it worse', challenge, 'made_it_worse'),
    result('Not known', challenge, 'unknown'),
  ],
  test_due: (challenge) => [givenUp(challenge)],
  wait: () => [{ label: 'It is over…', action: 'challenge.wait_over' }],
}

/** Where somebody who has seen none of it may see more. */
const forFreshEyes: readonly Reason[] = [
  'no_effect',
  'recurrence',
  'wait',
  'no_hypothesis',
  'unchallenged',
  'unexplained',
  'untested_crowd',
  'long_shift',
]

const freshEyes: Key = { label: 'Ask fresh eyes…', action: 'fresh_eyes' }
const later: Key = { label: 'Not now…', action: 'challenge.later' }

/** Whether somebody who has seen none of it is proposed before anything else. */
export const proposesFreshEyes = ({ level, reason }: Pick<Challenge, 'level' | 'reason'>): boolean =>
  level === 2 && forFreshEyes.includes(reason)

/** Three buttons, and the rest behind three dots; where fresh eyes are proposed they come first. */
export function buttons(state: IncidentState, challenge: Challenge): Block {
  const { reason } = challenge
  const isProposed = proposesFreshEyes(challenge)
  const all = [...(isProposed ? [freshEyes] : []), ...nearest(state, challenge)]
  const rest = [
    ...all.slice(3),
    ...(own[reason]?.(challenge) ?? []),
    ...ruleOut(state, challenge),
    ...(forFreshEyes.includes(reason) && !isProposed ? [freshEyes] : []),
    later,
  ]
  const { id: incidentId } = state.incident
  const shown = all
    .slice(0, 3)
    .map(({ label, action, about = challenge.id, style }) =>
      button(label, action, { incidentId, about }, style),
    )
  const menu = rest.map(({ label, action, about = challenge.id }) => ({ label, action, about }))
  return actions(...shown, deeds(incidentId, menu))
}

/** What is off the table takes no evidence any more: where it came back after that, it is doubted like any other. */
function nearest(state: IncidentState, challenge: Challenge): Key[] {
  const isOver = subjectOf(state, challenge).hypothesis?.state !== 'open'
  const keys = challenge.reason === 'recurrence' && isOver ? doubts : front[challenge.reason]
  return keys(challenge)
}

function ruleOut(state: IncidentState, challenge: Challenge): Key[] {
  const { hypothesis } = subjectOf(state, challenge)
  const isOpen = hypothesis?.state === 'open' && challenge.reason !== 'test_due'
  return isOpen ? [{ label: 'Rule it out…', action: 'hypothesis.rule_out', about: hypothesis.id }] : []
}

/** Below an answer after which somebody else should look. */
export const freshEyesButton = ({ incident }: IncidentState, { id }: Challenge): Block =>
  actions(button(freshEyes.label, freshEyes.action, { incidentId: incident.id, about: id }))

/** Beside a message in which somebody may have said a hypothesis: which one, of those quoted. */
export const trackButton = ({ incident }: IncidentState, { id }: Challenge, index: number): Block =>
  button('Track this', 'timeline.track', { incidentId: incident.id, about: `${id} ${index}` })
