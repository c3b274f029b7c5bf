import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { markupIn } from '../../../test/support/pings.ts'
import {
  actionWith,
  ana,
  at,
  ben,
  contextAt,
  evidenceOf,
  holding,
  hypothesisWith,
  start,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import type { IncidentState } from '../../core/state.ts'
import type { SlackMessage } from '../../messages/blocks.ts'
import { catchUp, tellNewcomer, wantsCatchUp } from './catchup.ts'
import { buildHandoverLines, hasMore } from './handover.ts'
import type { HandoverContext } from './handover-context.ts'
import { confirmRoleMessage } from './view.ts'

const idle: HandoverContext = {
  statusSince: start,
  impact: [],
}
const busy: HandoverContext = {
  statusSince: at(20),
  impact: [{ name: 'users', value: '30 % of checkouts' }],
}
const state = stateWith({
  incident: { status: 'identified' },
  roles: [holding('commander', ana.id)],
  hypotheses: [
    hypothesisWith({ number: 1, statement: 'DNS', openedAt: at(2) }),
    hypothesisWith({
      number: 2,
      leads: true,
      evidence: evidenceOf('for', 2),
      tests: [testWith({ dueAt: at(35) })],
    }),
    hypothesisWith({ number: 3, statement: 'DDoS', state: 'ruled_out' }),
  ],
  lastUpdate: { at: at(12), text: 'Checkout is slow for some.' },
  waits: [waitWith({ id: 'w0', party: 'Cloudflare', endedAt: at(5) }), waitWith({ party: 'AWS', since: at(10) })],
  unexplained: [
    unexplainedWith({ entryId: 'known', text: 'known by now', explainedAt: at(9) }),
    ...['brownouts every 20 min', 'only eu-west', 'a third'].map((text, index) =>
      unexplainedWith({ entryId: `u${index}`, text }),
    ),
  ],
  actions: [
    actionWith({ entryId: 'a0', text: 'doubled the pool', result: 'no_effect' }),
    actionWith({ text: 'restarted the pods', at: at(25) }),
  ],
  followUps: ['alert on heap', 'runbook'].map((text) => followUpWith({ text })),
})
const linesIn = ({ blocks }: SlackMessage): string[] =>
  blocks.flatMap((block) => ('text' in block ? (block.text?.text.split('\n') ?? []) : []))
const withoutTimes = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/<!date\^[^|]*\|([^>]*)>/g, '$1'))

describe('a hand-over', () => {
  it('says what the next commander must know, the leading hypothesis first', () => {
    expect(withoutTimes(buildHandoverLines({ ...contextAt(30), state }, busy))).toEqual([
      '*What hurts:* INC-12 · SEV1 · Checkout is slow · users 30 % of checkouts',
      '*Since:* 2026-03-02 03:00 UTC (30 min) · identified for 10 min',
      '*Believed:* “ALB is failing” leads: 2 for, 0 against, 30 min',
      '*Believed:* “DNS”: 0 for, 0 against, 28 min',
      'Test “bypass the ALB” (Ben Berg, due in 5 min)',
      'Waiting on AWS for 20 min: case 123',
      '*Unexplained:* “brownouts every 20 min”; “only eu-west”; and 1 more',
      '*No result yet:* “restarted the pods” (Ben Berg, 5 min ago)',
      '*Last update:* 18 min ago, “Checkout is slow for some.”',
      '*Follow-ups (2):* “alert on heap”; “runbook”',
    ])
  })

  it('says so when there is nothing to hand over', () => {
    expect(withoutTimes(buildHandoverLines({ ...contextAt(5), state: stateWith() }, idle)).slice(2)).toEqual([
      '*Believed:* nothing is tracked.',
      '*Last update:* none to stakeholders yet',
    ])
    expect(hasMore({ ...contextAt(5), state: stateWith() }, idle)).toBe(false)
  })

  it('says that a test is overdue', () => {
    expect(buildHandoverLines({ ...contextAt(40), state }, busy).join()).toContain('overdue by 5 min')
  })

  it('has at most fifteen lines', () => {
    const many = <T>(one: T): T[] => Array.from({ length: 12 }, () => one)
    const hypotheses = many(0).map((_, index) =>
      hypothesisWith({ number: index + 1, tests: [testWith({ id: `t${index}` })] }),
    )
    const much = {
      ...state,
      hypotheses,
      waits: many(waitWith()),
      actions: many(actionWith()),
      unexplained: many(unexplainedWith()),
    }
    const lines = buildHandoverLines({ ...contextAt(30), state: much }, busy)
    expect(lines).toHaveLength(15)
    expect(lines).toContain('… and 8 more open')
    expect(lines.join()).toContain('case 123; and 10 more')
  })
})

describe('a catch-up', () => {
  it('has five lines', () => {
    expect(withoutTimes(linesIn(catchUp({ ...contextAt(30), state }, busy)))).toEqual([
      '*What hurts:* INC-12 · SEV1 · Checkout is slow · users 30 % of checkouts',
      '*Since:* 2026-03-02 03:00 UTC (30 min) · identified for 10 min',
      '*Commander:* Ana Alves',
      '*Believed:* “ALB is failing” leads: 2 for, 0 against, 30 min; and 1 more · *not explained:* “brownouts every 20 min”; “only eu-west”; and 1 more',
      '*Being done:* test “bypass the ALB” (Ben Berg, due in 5 min); waiting on AWS for 20 min: case 123; “restarted the pods”, no result yet',
    ])
  })

  it('says so when nothing is on record', () => {
    expect(linesIn(catchUp({ ...contextAt(5), state: stateWith() }, idle)).slice(2)).toEqual([
      '*Nobody is commander.*',
      '*Believed:* nothing is tracked',
      '*Being done:* nothing on record',
    ])
  })

  it('names a confirmed cause before open hypotheses', () => {
    const hypotheses = [
      hypothesisWith({ number: 1 }),
      hypothesisWith({ number: 2, statement: 'a full disk', state: 'confirmed', verdict: 'cause' }),
    ]
    expect(linesIn(catchUp({ ...contextAt(30), state: stateWith({ hypotheses }) }, idle))[3]).toBe(
      '*Believed:* “a full disk” is confirmed; and 1 more',
    )
    expect(
      withoutTimes(buildHandoverLines({ ...contextAt(30), state: stateWith({ hypotheses }) }, idle)).slice(2, 4),
    ).toEqual(['*Believed:* “a full disk” is confirmed', '*Believed:* “ALB is failing”: 0 for, 0 against, 30 min'])
  })

  it.each([
    ['a newcomer', state, { id: 'UNEW', caughtUpAt: null }, true],
    ['the declarer', state, { id: ana.id, caughtUpAt: null }, false],
    ['the commander', stateWith({ roles: [holding('commander', ben.id)] }), { id: ben.id, caughtUpAt: null }, false],
    ['somebody told 59 minutes ago', state, { id: 'UNEW', caughtUpAt: at(1) }, false],
    ['somebody told an hour ago', state, { id: 'UNEW', caughtUpAt: at(0) }, true],
    ['anybody once closed', stateWith({ incident: { status: 'closed' } }), { id: 'UNEW', caughtUpAt: null }, false],
  ])('is for %s: %s', (_, current: IncidentState, newcomer, wanted) => {
    expect(wantsCatchUp(current, newcomer, at(60))).toBe(wanted)
  })

  it('is not sent while there is nothing to tell', () => {
    expect(tellNewcomer({ ...contextAt(5), state: stateWith() }, idle, 'UNEW').send).toEqual([])
    expect(tellNewcomer({ ...contextAt(5), state }, idle, 'UNEW').send).toHaveLength(1)
  })
})

describe('with any user-written text', () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(
      '&'.repeat(500),
      '"'.repeat(500),
      '<!channel> '.repeat(60),
      '\n'.repeat(50),
      '\u0001'.repeat(300),
      '👩‍👩‍👧'.repeat(90),
    ),
  )
  const anyWork = fc.record({
    impact: fc.array(fc.record({ name: hostile, value: hostile }), { maxLength: 5 }),
  })
  const some = <T>(parts: fc.Arbitrary<T>) => fc.array(parts, { maxLength: 5 })
  const anyState = fc.record({
    waits: some(fc.record({ party: hostile, about: hostile }).map(waitWith)),
    unexplained: some(hostile.map((text) => unexplainedWith({ text }))),
    actions: some(hostile.map((text) => actionWith({ text }))),
    followUps: some(hostile.map((text) => followUpWith({ text }))),
    otherTests: some(hostile.map((text) => testWith({ text, hypothesisId: null }))),
  })

  it('keeps the number of lines and the button, and pings nobody', () => {
    fc.assert(
      fc.property(
        anyWork,
        anyState,
        fc.array(hostile, { minLength: 5, maxLength: 7 }),
        hostile,
        (given, parts, statements, title) => {
          const work: HandoverContext = { ...given, statusSince: start }
          const hypotheses = statements.map((statement, index) =>
            hypothesisWith({ number: index + 1, statement, tests: [testWith({ text: statement })] }),
          )
          const full = { ...state, ...parts, incident: { ...state.incident, title }, hypotheses }
          const lines = buildHandoverLines({ ...contextAt(30), state: full }, work)
          expect(lines.length).toBeLessThanOrEqual(15)
          const message = confirmRoleMessage({ ...contextAt(30), state: full }, 'commander', lines)
          expect(message.blocks.at(-1)?.type).toBe('actions')
          expect(JSON.stringify(message.blocks).length).toBeLessThan(12_000)
          expect(markupIn(message)).toEqual([])
          const caughtUp = catchUp({ ...contextAt(30), state: full }, work)
          expect(linesIn(caughtUp)).toHaveLength(5)
          expect(markupIn(caughtUp)).toEqual([])
        },
      ),
    )
  })
})
