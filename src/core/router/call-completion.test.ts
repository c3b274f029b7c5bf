import { describe, expect, it } from 'vitest'
import { emptyDecision } from '../decision.ts'
import type { Feature } from '../feature/feature.ts'
import type { CallCompleted } from '../outbox/outcome.ts'
import { planCompletionAttempts } from './call-completion.ts'

const input: CallCompleted = {
  type: 'callCompleted',
  outboxCallId: 'd',
  incidentId: 'incident',
  send: { to: { person: 'UANA' }, call: { do: 'fetch_person', id: 'UANA' } },
  attempts: 1,
  createdAt: new Date('2026-03-02T03:00:00Z'),
  outcome: { kind: 'done', result: { got: 'nothing' } },
}

const feature = (concerns: (input: CallCompleted) => boolean): Feature => ({
  name: 'any',
  callCompleted: [{ on: 'call', concerns, run: () => emptyDecision }],
})
const [first, second] = [feature(() => true), feature(({ outcome }) => outcome.kind === 'done')]
const idle = feature(() => false)

/** Which feature gets which outcome in each attempt, as in `1 done, 2 refused`. */
function listAttempts(...features: Feature[]): string[] {
  return planCompletionAttempts({ features }, input).map(({ parts, isWhole }) => {
    const outcomes = parts.map(
      ({ handler, told: { outcome } }) =>
        `${features.findIndex(({ callCompleted = [] }) => callCompleted.includes(handler)) + 1} ${outcome.kind}`,
    )
    return `${isWhole ? 'whole: ' : ''}${outcomes.join(', ')}`
  })
}

describe('the attempts to save the outcome of a call', () => {
  it.each<[string, Feature[], string[]]>([
    ['try twice when no feature is concerned', [idle], ['whole: ', 'whole: ']],
    [
      'try with the only feature, then tell it that the call failed, then go without it',
      [first, idle],
      ['whole: 1 done', 'whole: 1 done', '1 refused', ''],
    ],
    ['skip telling a feature of a failure that does not concern it', [second], ['whole: 1 done', 'whole: 1 done', '']],
    [
      'leave out one feature at a time, and finally all of them',
      [first, second],
      ['whole: 1 done, 2 done', 'whole: 1 done, 2 done', '1 refused, 2 done', '2 done', '1 done', ''],
    ],
  ])('%s', (_, features, expected) => {
    expect(listAttempts(...features)).toEqual(expected)
  })
})
