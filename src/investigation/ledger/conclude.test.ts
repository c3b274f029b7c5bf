import { describe, expect, it } from 'vitest'
import {
  at,
  ben,
  callsOf,
  changed,
  contextAt,
  decided,
  hypothesisWith,
  linesOf,
  refusalOf,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { beginTest } from './begin-test.ts'
import { hypothesisChallenged, hypothesisClosed, hypothesisProposed, testBegun } from './changes.ts'
import { concludeHypothesis, markLeadingHypothesis } from './conclude.ts'
import type { Hypothesis } from './model.ts'
import { ruleOutFromCommand } from './rule-out.ts'
import { ledgerMessage } from './view.ts'

const ctx = contextAt(10)
const alb = hypothesisWith()
const state = stateWith({
  hypotheses: [alb, hypothesisWith({ number: 2, statement: 'ALB: unreachable', state: 'open' })],
})

describe('concludeHypothesis', () => {
  it.each([
    ['ruled_out', 'ruled_out', null, 'Ruled out'],
    ['cause', 'confirmed', 'cause', 'Confirmed as the cause'],
    ['contributing', 'confirmed', 'contributing', 'Confirmed as contributing'],
  ] as const)('stores and posts the verdict %s', (verdict, end, stored, words) => {
    const decision = decided(concludeHypothesis({ ...ctx, state, by: ben }, 'h1', verdict, ' the graphs <say> so '))
    expect(changed(decision, hypothesisClosed)).toEqual([
      hypothesisClosed({
        id: 'h1',
        state: end,
        verdict: stored,
        because: 'the graphs <say> so',
        by: ben.id,
        at: at(10),
      }),
    ])
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'evidence',
      text: `${words}: ALB is failing. the graphs <say> so`,
    })
    expect(linesOf(decision)).toEqual([`*${words}:* ALB is failing · Ben Berg: the graphs &lt;say&gt; so`])
    expect(callsOf(decision)).toEqual(['post'])
  })

  const ended = stateWith({ hypotheses: [{ ...alb, state: 'confirmed', statement: '<!here>' }] })
  it.each([
    ['an unknown hypothesis', concludeHypothesis({ ...ctx, state, by: ben }, 'h9', 'cause', 'x'), 'not in this ledger'],
    [
      'a closed hypothesis',
      concludeHypothesis({ ...ctx, state: ended, by: ben }, 'h1', 'ruled_out', 'x'),
      'It is confirmed already: “&lt;!here&gt;”.',
    ],
    ['a missing reason', concludeHypothesis({ ...ctx, state, by: ben }, 'h1', 'cause', ' '), 'Say why in a few words'],
  ])('refuses %s', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })
})

describe('markLeadingHypothesis', () => {
  const open = [alb, hypothesisWith({ number: 2 })]
  const cause = hypothesisWith({ number: 3, statement: 'a leak', state: 'confirmed', verdict: 'cause' })
  const menuOf = (hypotheses: Hypothesis[]) => JSON.stringify(ledgerMessage(stateWith({ hypotheses })).blocks)

  it('is offered while no cause is confirmed', () => {
    const decision = decided(markLeadingHypothesis({ ...ctx, state: stateWith({ hypotheses: open }), by: ben }, 'h1'))
    expect(linesOf(decision)).toEqual(['*Leads:* ALB is failing · Ben Berg'])
    expect(menuOf(open)).toContain('"Leads"')
  })

  it('is neither offered nor accepted once a cause is confirmed', () => {
    const hypotheses = [...open, cause]
    expect(refusalOf(markLeadingHypothesis({ ...ctx, state: stateWith({ hypotheses }), by: ben }, 'h1'))).toBe(
      '*a leak* is confirmed as the cause: reopen it before something else leads.',
    )
    expect(menuOf(hypotheses)).not.toContain('"Leads"')
  })
})

describe('ruleOutFromCommand', () => {
  it.each([
    ['ALB is failing: logs are clean', 'h1', 'logs are clean'],
    ['alb is failing:logs are clean', 'h1', 'logs are clean'],
    ['ALB: unreachable: health checks pass', 'h2', 'health checks pass'],
    ['2: health checks pass', 'h2', 'health checks pass'],
    ['ALB is failing: see https://x/y: all 200', 'h1', 'see https://x/y: all 200'],
  ])('closes the tracked hypothesis for “%s”', (words, id, because) => {
    const decision = decided(ruleOutFromCommand({ ...ctx, state, by: ben }, words))
    expect(typesOf(decision)).not.toContain('hypothesis.proposed')
    expect(changed(decision, hypothesisClosed)[0]).toMatchObject({ id, because, state: 'ruled_out' })
  })

  it.each([
    ['DDoS: traffic is normal', 'DDoS', 'traffic is normal'],
    ['DDoS:normal', 'DDoS', 'normal'],
    ['https://wiki/ddos: traffic is normal', 'https://wiki/ddos', 'traffic is normal'],
    ['a\nDDoS : yes\nreally', 'a DDoS', 'yes\nreally'],
  ])('records an untracked hypothesis as ruled out for “%s”', (words, statement, because) => {
    const decision = decided(ruleOutFromCommand({ ...ctx, state, by: ben }, words))
    expect(typesOf(decision)).toEqual(['entry.added', 'hypothesis.proposed', 'hypothesis.closed', 'undoable.done'])
    const [proposed] = changed(decision, hypothesisProposed)
    expect(proposed).toMatchObject({ statement, number: 3 })
    expect(changed(decision, hypothesisClosed)[0]).toMatchObject({
      id: proposed?.id,
      because,
      state: 'ruled_out',
    })
  })

  it.each([
    ['DDoS', 'What, and why? For example: `/incident rule-out DDoS: traffic is normal`'],
    ['DDoS:', 'What, and why?'],
    [': because', 'What, and why?'],
    ['7: logs are clean', 'There is no hypothesis 7.'],
    ['', 'What, and why?'],
    [`${'x'.repeat(301)}: why`, 'under 300 characters'],
  ])('refuses “%s”', (words, sentence) => {
    expect(refusalOf(ruleOutFromCommand({ ...ctx, state, by: ben }, words))).toContain(sentence)
  })

  it('refuses a hypothesis that is closed already', () => {
    const closed = stateWith({ hypotheses: [{ ...alb, state: 'ruled_out' }] })
    expect(refusalOf(ruleOutFromCommand({ ...ctx, state: closed, by: ben }, 'ALB is failing: again'))).toContain(
      'It is ruled out already',
    )
  })
})

describe('beginTest', () => {
  it('sets a due time and challenges the hypothesis', () => {
    const decision = decided(beginTest({ ...ctx, state, by: ben }, 'h1', { words: ' bypass\nit ', minutes: 20 }))
    expect(changed(decision, testBegun)[0]).toMatchObject({
      hypothesisId: 'h1',
      text: 'bypass it',
      ownerId: ben.id,
      at: at(10),
      dueAt: at(30),
    })
    expect(changed(decision, hypothesisChallenged)[0]?.ids).toEqual(['h1'])
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'evidence',
      text: 'Test: bypass it',
    })
    expect(linesOf(decision)).toEqual(['*Test* of “ALB is failing”: bypass it · Ben Berg, result in 20 min'])
  })

  it('accepts a test of no particular hypothesis', () => {
    const decision = decided(beginTest({ ...ctx, state, by: ben }, null, { words: 'restart one', minutes: 5 }))
    expect(changed(decision, testBegun)[0]?.hypothesisId).toBeNull()
    expect(changed(decision, hypothesisChallenged)).toEqual([])
  })
})
