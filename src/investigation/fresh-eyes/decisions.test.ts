import { describe, expect, it } from 'vitest'
import { briefWith, line, sentBrief } from '../../../test/support/brief.ts'
import {
  ana,
  at,
  ben,
  callsOf,
  challengeWith,
  changed,
  contextAt,
  decided,
  holding,
  refusalOf,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { timerSet } from '../../core/timers/changes.ts'
import { challengeAnswered } from '../challenges/changes.ts'
import { hypothesisProposed } from '../ledger/changes.ts'
import { answerBrief, declineBrief, openBriefAnswerModal } from './answer.ts'
import { advanceDueBriefs, nextBriefTimerAt, reconcileBriefs } from './due.ts'
import type { Brief } from './model.ts'
import { cancelPreviewedBrief, decideConsent, openChangeBriefModal } from './preview.ts'
import { sendBriefNow } from './send.ts'

const stateOf = (...briefs: Brief[]) => stateWith({ briefs })
const since = { anew: [line], insiders: new Set<string>() }
const dana = { id: 'UDANA', name: 'Dana Dahl' }

describe('a brief that can no longer be changed', () => {
  it.each([
    [sentBrief(), 'It has gone to UDANA already, and cannot be taken back.'],
    [briefWith({ state: 'cancelled', because: 'cancelled by Ana Alves' }), 'It was not sent: cancelled by Ana Alves.'],
  ])('refuses every action, with the reason (%#)', (brief, sentence) => {
    const state = stateOf(brief)
    const ctx = contextAt(4)
    for (const outcome of [
      sendBriefNow({ ...ctx, state }, 'b1', since),
      cancelPreviewedBrief(state, 'b1', ana),
      openChangeBriefModal(state, 'b1'),
    ])
      expect(refusalOf(outcome)).toBe(sentence)
    expect(refusalOf(cancelPreviewedBrief(state, 'other', ana))).toBe('That brief is not there any more.')
    expect(refusalOf(decideConsent({ ...ctx, state, by: ana }, 'b1', true))).toBe('That is not asked any more.')
  })
})

describe('sending', () => {
  it('answers the challenge it was requested from', () => {
    const state = stateWith({ briefs: [briefWith({ challengeId: 'c1' })], challenges: [challengeWith()] })
    const decision = decided(sendBriefNow({ ...contextAt(3), state }, 'b1', since))
    expect(changed(decision, challengeAnswered)[0]).toMatchObject({
      id: 'c1',
      kind: 'fresh_eyes',
      by: ana.id,
    })
  })

  it('leaves a challenge alone if it was answered meanwhile', () => {
    const answered = challengeWith({ state: 'answered', answeredBy: ben.id, answer: 'because' })
    const state = stateWith({ briefs: [briefWith({ challengeId: 'c1' })], challenges: [answered] })
    expect(typesOf(decided(sendBriefNow({ ...contextAt(3), state }, 'b1', since)))).toEqual([
      'brief.sent',
      'entry.added',
    ])
  })

  it('cancels the brief if none of its lines may be sent any more', () => {
    const decision = decided(
      sendBriefNow({ ...contextAt(3), state: stateOf(briefWith()) }, 'b1', { ...since, anew: [] }),
    )
    expect(typesOf(decision)).toEqual(['brief.cancelled'])
    expect(callsOf(decision)).not.toContain('post')
  })
})

describe('the recipient', () => {
  const userActions = [
    (state: ReturnType<typeof stateOf>, by = dana) => openBriefAnswerModal(state, 'b1', by),
    (state: ReturnType<typeof stateOf>, by = dana) => answerBrief({ ...contextAt(9), state, by }, 'b1', { cause: 'x' }),
    (state: ReturnType<typeof stateOf>, by = dana) => declineBrief({ ...contextAt(9), state, by }, 'b1'),
  ]

  it.each([
    [briefWith(), 'That was not sent to you.'],
    [sentBrief({ recipientId: 'UERIK' }), 'That was not sent to you.'],
    [sentBrief({ state: 'answered' }), 'You have answered that already. Thank you.'],
    [sentBrief({ state: 'declined' }), 'You have said “not now” already. Nothing more is needed.'],
    [sentBrief({ state: 'cancelled' }), 'It is over by now: nothing more is needed. Thank you.'],
  ])('is told why they cannot answer (%#)', (brief, sentence) => {
    for (const act of userActions) expect(refusalOf(act(stateOf(brief)))).toBe(sentence)
  })

  it('is invited after the public line, and shown the ledger after that', () => {
    const decision = decided(
      answerBrief({ ...contextAt(9), state: stateOf(sentBrief()), by: dana }, 'b1', { cause: 'a leak' }),
    )
    const calls = callsOf(decision)
    expect(calls.indexOf('post')).toBeLessThan(calls.indexOf('invite'))
    expect(calls.lastIndexOf('post')).toBeGreaterThan(calls.indexOf('invite'))
  })

  it.each([301, 3000])('has their answer posted even if it is too long for a hypothesis (%i characters)', (length) => {
    const long = 'x'.repeat(length)
    const decision = decided(
      answerBrief({ ...contextAt(9), state: stateOf(sentBrief()), by: dana }, 'b1', { cause: long, check: 'y' }),
    )
    expect(changed(decision, hypothesisProposed)).toEqual([])
    expect(JSON.stringify(decision.send)).toContain(long.slice(0, 200))
  })
})

describe('timers', () => {
  it.each([
    [briefWith(), at(3)],
    [briefWith({ state: 'looking' }), at(20)],
    [briefWith({ state: 'consent', goesAt: null }), at(20)],
    [sentBrief(), at(23)],
    [sentBrief({ missedAt: at(23) }), null],
    [sentBrief({ state: 'answered' }), null],
    [briefWith({ state: 'cancelled' }), null],
  ])('schedules the next step of a brief (%#)', (brief, due) => {
    expect(nextBriefTimerAt(brief, contextAt(0))).toEqual(due)
  })

  it('sets a timer that fired too early again, and does nothing else', () => {
    const decision = advanceDueBriefs({ ...contextAt(2), state: stateOf(briefWith()) }, since)
    expect(decision).toEqual({
      changes: [timerSet({ incidentId: 'incident', kind: 'brief', dueAt: at(3) })],
      send: [],
    })
  })

  it('reports a missing answer to the commander alone', () => {
    const state = stateWith({
      briefs: [sentBrief()],
      roles: [holding('commander', ben.id), holding('owner', ana.id)],
    })
    expect(advanceDueBriefs({ ...contextAt(23), state }, since).send).toMatchObject([
      { call: { do: 'post_ephemeral', to: ben.id } },
    ])
  })

  it.each([
    ['monitoring', [briefWith()], ['brief.cancelled']],
    ['monitoring', [sentBrief()], ['timer.set']],
    ['resolved', [sentBrief()], ['brief.cancelled']],
    ['cancelled', [briefWith({ state: 'consent' })], ['brief.cancelled']],
    ['investigating', [briefWith()], ['timer.set']],
    ['closed', [sentBrief({ state: 'answered' })], []],
  ] as const)('%s: cancels the briefs that are moot (%#)', (status, briefs, types) => {
    const state = stateWith({ briefs: [...briefs], incident: { status } })
    expect(typesOf(reconcileBriefs({ ...contextAt(2), state }))).toEqual(types)
  })
})
