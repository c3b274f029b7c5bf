import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../playground/blocks/validate.ts'
import { markupIn } from '../../test/support/pings.ts'
import { evidenceOf, hypothesisWith, stateWith, testWith } from '../../test/support/situation.ts'
import { modalView } from '../slack/modal.ts'
import type { Hypothesis } from './model.ts'
import { confirmModal, ledger, ruleOutModal } from './view.ts'

const shown = (...hypotheses: Hypothesis[]) => JSON.stringify(ledger(stateWith({ hypotheses })).blocks)
const open = hypothesisWith({
  evidence: [...evidenceOf('for', 2), ...evidenceOf('against', 1)],
  tests: [testWith()],
})
const closed = hypothesisWith({
  number: 2,
  statement: 'DDoS',
  state: 'ruled_out',
  closedBecause: 'normal traffic',
})

describe('the ledger', () => {
  it('has a row for each hypothesis: since when it is open, its evidence and its tests', () => {
    expect(shown(open)).toContain(
      '|2026-03-02 03:00 UTC> · 2 for · 1 against · testing: bypass the ALB · Ana Alves',
    )
    expect(shown(hypothesisWith())).toContain('0 for · 0 against · no test')
    expect(shown(closed)).toContain('2. ~DDoS~ ruled out: normal traffic')
    expect(shown(closed)).toContain('Nothing is open.')
    expect(shown({ ...closed, state: 'confirmed', verdict: 'contributing' })).toContain(
      '*DDoS* confirmed as contributing',
    )
  })

  it('says which one leads where several are open', () => {
    const rival = hypothesisWith({ number: 2, statement: 'a deploy', leads: true })
    expect(shown(open, rival).match(/ · leads/g)).toHaveLength(1)
    expect(shown(open)).not.toContain('leads')
  })

  it('has buttons for what is open only', () => {
    expect(shown(open).match(/"hypothesis\.(rule_out|confirm):h1"/g)).toHaveLength(2)
    expect(shown(closed)).not.toContain('"actions"')
  })

  it('tells how many more there are', () => {
    const many = Array.from({ length: 18 }, (_, index) => hypothesisWith({ number: index + 1 }))
    expect(shown(...many)).toContain('… and 3 more open.')
  })
})

describe('with any words in it', () => {
  const words = fc.oneof(
    fc.constantFrom(
      '<!channel>',
      '<@U1>',
      '<https://evil|here>',
      '🔥'.repeat(150),
      '<'.repeat(300),
      '~x~\n*y*',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  )
  const hypothesis = fc
    .record({
      statement: words,
      state: fc.constantFrom('open' as const, 'open' as const, 'ruled_out' as const, 'parked' as const),
      because: words,
      test: fc.option(words),
    })
    .map(({ because, test, ...given }) => ({
      ...given,
      closedBecause: given.state === 'open' ? null : because,
      tests: test === null ? [] : [testWith({ text: test })],
    }))
  const rows = fc
    .array(hypothesis, { maxLength: 25 })
    .map((all) => all.map((given, index) => hypothesisWith({ ...given, number: index + 1 })))

  it('the ledger is one Slack takes, and pings and links nothing', () => {
    fc.assert(
      fc.property(rows, (hypotheses) => {
        const message = ledger(stateWith({ hypotheses }))
        expect(checkMessageBlocks(message.blocks)).toBeUndefined()
        expect(markupIn(message)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('so are its modals', () => {
    fc.assert(
      fc.property(words, (statement) => {
        for (const modal of [ruleOutModal, confirmModal]) {
          const view = modalView(modal({ id: 'i' }, hypothesisWith({ statement })))
          expect(checkView(view, 'modal')).toEqual([])
          expect(markupIn(view)).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })
})
