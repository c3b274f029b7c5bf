import { describe, expect, it } from 'vitest'
import { contextAt } from '../../../test/support/situation.ts'
import { emptyDecision } from '../decision.ts'
import type { Feature } from '../feature/feature.ts'
import { decideAfterCall } from '../outbox/decide.ts'
import type { CallCompleted } from '../outbox/outcome.ts'
import { hasNoConsequences, planCompletionAttempts } from './call-completion.ts'

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

describe('a completed call', () => {
  const message = { got: 'message', channelId: 'CINC', ts: 5n, created: true } as const
  const posted = (entryId?: string): CallCompleted['send'] => ({
    to: { incident: 'incident' },
    call: { do: 'post', message: { text: 'x', blocks: [] }, ...(entryId && { entryId }) },
  })
  const refreshed: CallCompleted['send'] = {
    to: { incident: 'incident' },
    call: { do: 'refresh', liveMessage: 'ledger' },
  }
  it.each<[string, Feature[], Partial<CallCompleted>, boolean]>([
    ['that concerns nobody has no consequences', [idle], {}, true],
    [
      'that posted a line has none either',
      [idle],
      { send: posted(), outcome: { kind: 'done', result: message } },
      true,
    ],
    ['has consequences for a feature it concerns', [idle, first], {}, false],
    [
      'has them if it posted the line of an entry',
      [idle],
      { send: posted('e1'), outcome: { kind: 'done', result: message } },
      false,
    ],
    [
      'has them if it placed a live message',
      [idle],
      { send: refreshed, outcome: { kind: 'done', result: message } },
      false,
    ],
    ['has them if it was refused', [idle], { outcome: { kind: 'refused', error: 'no_channel' } }, false],
  ])('%s', (_, features, given, expected) => {
    const completed = { ...input, ...given }
    const attempts = planCompletionAttempts({ features }, completed)
    expect(hasNoConsequences(attempts, decideAfterCall(contextAt(0), completed))).toBe(expected)
  })
})
