import { describe, expect, it } from 'vitest'
import { planCompletionAttempts } from './call-completion.ts'
import { emptyDecision } from './decision.ts'
import type { CallCompleted } from './outbox/outcome.ts'
import type { Feature } from './registry.ts'

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
  callCompleted: { concerns, run: () => emptyDecision },
})
const [first, second] = [feature(() => true), feature(({ outcome }) => outcome.kind === 'done')]
const idle = feature(() => false)

/** Who is told what in each attempt: `1 done, 2 refused`. */
function tellings(...features: Feature[]): string[] {
  return planCompletionAttempts({ features }, input).map(({ parts, isWhole }) => {
    const told = parts.map(
      ({ run, told: { outcome } }) =>
        `${features.findIndex(({ callCompleted: answered }) => answered?.run === run) + 1} ${outcome.kind}`,
    )
    return `${isWhole ? 'whole: ' : ''}${told.join(', ')}`
  })
}

describe('what follows from a call is tried', () => {
  it.each<[string, Feature[], string[]]>([
    ['of no feature, twice', [idle], ['whole: ', 'whole: ']],
    ['of one, then without it', [first, idle], ['whole: 1 done', 'whole: 1 done', '1 refused', '']],
    ['where a failure is no concern, only without', [second], ['whole: 1 done', 'whole: 1 done', '']],
    [
      'of several, then without each, at last without all',
      [first, second],
      ['whole: 1 done, 2 done', 'whole: 1 done, 2 done', '1 refused, 2 done', '2 done', '1 done', ''],
    ],
  ])('%s', (_, features, expected) => {
    expect(tellings(...features)).toEqual(expected)
  })
})
