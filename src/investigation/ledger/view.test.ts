import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../../playground/blocks/validate.ts'
import { markupIn } from '../../../test/support/pings.ts'
import {
  actionWith,
  at,
  evidenceOf,
  hypothesisWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import { modalView } from '../../messages/modal.ts'
import { hypothesisDetailsModal, testsModal } from './details.ts'
import {
  confirmModal,
  evidenceModal,
  explainedModal,
  othersModal,
  parkModal,
  reopenModal,
  ruleOutModal,
  unexplainedModal,
} from './modals.ts'
import { type Hypothesis, selectOpenHypotheses } from './model.ts'
import { beginTestModal, moreTimeModal, testResultModal } from './test-modals.ts'
import { ledgerMessage } from './view.ts'

const shown = (...hypotheses: Hypothesis[]) => JSON.stringify(ledgerMessage(stateWith({ hypotheses })).blocks)
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

describe('ledgerMessage', () => {
  it('shows a row per hypothesis with its age, evidence and tests', () => {
    expect(shown(open)).toContain(
      '|2026-03-02 03:00 UTC> · Ana Alves\\n2 for (<https://acme.slack.com/archives/CINC/p1772420400000100|1> ',
    )
    expect(shown(hypothesisWith())).toContain('0 for · 0 against · no test')
    expect(shown(closed)).toContain('2. ~DDoS~ ruled out: normal traffic')
    expect(shown(closed)).toContain('Nothing is open.')
    expect(shown({ ...closed, state: 'confirmed', verdict: 'contributing' })).toContain(
      '*DDoS* confirmed as contributing',
    )
  })

  it('says which of several open hypotheses leads', () => {
    const rival = hypothesisWith({ number: 2, statement: 'a deploy', leads: true })
    expect(shown(open, rival).match(/ · leads/g)).toHaveLength(1)
    expect(shown(open)).not.toContain('leads')
  })

  it('has buttons on open hypotheses only', () => {
    expect(shown(open)).toContain('"test.new:h1"')
    expect(shown(closed)).toContain('"test.new:none"')
    expect(shown(closed)).not.toMatch(/"(test\.new:h|hypothesis\.evidence|hypothesis\.row)/)
    expect(shown(closed)).toContain('"hypothesis.reopen:"')
    expect(shown(open)).not.toContain('"hypothesis.reopen:"')
  })

  it('links the latest evidence and counts the rest', () => {
    const links = shown(hypothesisWith({ evidence: evidenceOf('against', 5) })).match(/p1772420400000100\|\d>/g)
    expect(links).toHaveLength(3)
    expect(shown(hypothesisWith({ evidence: evidenceOf('against', 5) }))).toMatch(/5 against \(<.*> \+2\)/)
    const withoutMessage = { channelId: null, messageTs: null }
    expect(shown(hypothesisWith({ evidence: evidenceOf('for', 5, withoutMessage) }))).toContain('5 for · 0 against')
  })

  it('shows the owner and due time of running tests, and the results of ended ones', () => {
    const tests = [testWith(), testWith({ id: 't2', closedAt: at(9), result: 'they answer', speaks: 'against' })]
    const row = shown(hypothesisWith({ tests }))
    expect(row).toContain('• testing: bypass the ALB · Ben Berg, due <!date^')
    expect(row).toContain('• tested: bypass the ALB: they answer (against)')
    expect(row).toContain('"test.results:h1"')
    const givenUp = testWith({ closedAt: at(9) })
    const rowGivenUp = shown(hypothesisWith({ tests: [givenUp] }))
    expect(rowGivenUp).toContain('· no test')
    expect(rowGivenUp).not.toMatch(/test(ing|ed):|test\.results/)
  })

  it('lists hypotheses that do not fit, with a button to open them', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      hypothesisWith({ number: index + 1, leads: index === 29, statement: `cause number ${index + 1}` }),
    )
    const message = shown(...many)
    expect(message.indexOf('*30. cause number 30*')).toBeLessThan(message.indexOf('*1. cause number 1*'))
    expect(message).toContain('8. cause number 8 · 0 for · 0 against')
    expect(message).toMatch(/… and \d+ more open\./)
    expect(message).toContain('"hypothesis.others:open"')
    expect(shown(open)).not.toContain('hypothesis.others')
  })

  it('shows unexplained observations, other tests, waits and actions below the rows', () => {
    const message = JSON.stringify(
      ledgerMessage(
        stateWith({
          unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'known', text: 'old', explainedAt: at(1) })],
          otherTests: [testWith({ hypothesisId: null })],
          waits: [waitWith(), waitWith({ id: 'w2', party: 'Cloudflare', endedAt: at(1) })],
          actions: [actionWith(), actionWith({ entryId: 'done', text: 'doubled the pool', result: 'worked' })],
        }),
      ).blocks,
    )
    expect(message).toMatch(
      /\*Unexplained\*\\n• no auto-scaling happened · since <!date\^[^|]*\^https:.*\/p1772420400000100\|/,
    )
    expect(message).toContain('*Testing*\\n• testing: bypass the ALB')
    expect(message).toContain('*Waiting on*\\n• AWS support: case 123 · since')
    expect(message).toContain('*No result yet*\\n• restarted the ALB · Ben Berg')
    expect(message).not.toMatch(/• old|Cloudflare|doubled/)
    expect(message).toMatch(/hypothesis\.explained:all.*test\.results:none/)
  })
})

describe('with any user text', () => {
  const words = fc.oneof(
    fc.constantFrom(
      '<!channel>',
      '<@U1>',
      '<https://evil|here>',
      '🔥'.repeat(150),
      '<'.repeat(300),
      '"'.repeat(300),
      '~x~\n*y*',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  )
  const stance = fc.constantFrom('for' as const, 'against' as const)
  const some = <T>(parts: fc.Arbitrary<T>) => fc.array(parts, { maxLength: 6 })
  const test = fc
    .record({ text: words, result: fc.option(words), speaks: stance })
    .map((fields) => testWith({ ...fields, closedAt: fields.result === null ? null : at(5) }))
  const evidence = fc.tuple(stance, fc.nat({ max: 5 })).map(([way, count]) => evidenceOf(way, count))
  const hypothesis = fc
    .record({
      statement: words,
      state: fc.constantFrom('open' as const, 'open' as const, 'ruled_out' as const, 'parked' as const),
      closedBecause: words,
      tests: some(test),
      evidence,
    })
    .map((fields) => (fields.state === 'open' ? { ...fields, closedBecause: null } : fields))
  const state = fc
    .record({
      rows: fc.array(hypothesis, { maxLength: 60 }),
      unexplained: some(words.map((text) => unexplainedWith({ text }))),
      otherTests: some(test),
      waits: some(fc.record({ party: words, about: words }).map(waitWith)),
      actions: some(words.map((text) => actionWith({ text }))),
    })
    .map(({ rows, ...rest }) =>
      stateWith({
        ...rest,
        hypotheses: rows.map((row, index) => hypothesisWith({ ...row, number: index + 1 })),
      }),
    )
  const foreign = (content: unknown): string[] =>
    markupIn(content).filter((found) => !found.startsWith('<https://acme.slack.com/archives/CINC/p'))

  it("the ledger fits Slack's limits, pings nobody and links only to its entries", () => {
    fc.assert(
      fc.property(state, (generated) => {
        const { blocks } = ledgerMessage(generated)
        expect(checkMessageBlocks(blocks)).toBeUndefined()
        expect(JSON.stringify(blocks)).not.toContain('more than fits here')
        expect(JSON.stringify(blocks)).toContain('Hypothesis…')
        expect(foreign(blocks)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('the ledger fits with every text at its longest, in characters that JSON escapes to two', () => {
    const text = '"'.repeat(300)
    const six = <T>(make: (index: number) => T): T[] => Array.from({ length: 6 }, (_, index) => make(index))
    const row = (index: number, state: 'open' | 'ruled_out') =>
      hypothesisWith({ number: index + 1, statement: text, closedBecause: text, state })
    const { blocks } = ledgerMessage(
      stateWith({
        hypotheses: [...six((index) => row(index, 'open')), ...six((index) => row(index + 6, 'ruled_out'))],
        unexplained: six(() => unexplainedWith({ text })),
        otherTests: six(() => testWith({ text, hypothesisId: null })),
        waits: six(() => waitWith({ party: text, about: text })),
        actions: six(() => actionWith({ text })),
      }),
    )
    expect(JSON.stringify(blocks)).not.toContain('more than fits here')
    expect(JSON.stringify(blocks).length).toBeLessThan(12_300)
    expect(blocks.at(-1)?.type).toBe('actions')
  })

  it("the modals fit Slack's limits, ping nobody and link only to its entries", () => {
    const telling = words.map((text) => ({ id: 'e1', text, kind: 'note' as const, at: at(1) }))
    fc.assert(
      fc.property(state, some(telling), (generated, tellings) => {
        const [first = hypothesisWith()] = generated.hypotheses
        const [found = testWith()] = [...generated.otherTests, ...first.tests]
        const modals = [
          ...[ruleOutModal, confirmModal, parkModal].map((modal) => modal(generated, first)),
          hypothesisDetailsModal(generated, first),
          ...(generated.hypotheses.length > 0 ? [evidenceModal(generated, first.id, tellings)] : []),
          unexplainedModal(generated, tellings),
          beginTestModal(generated, first.id, 'UANA'),
          testResultModal(generated, found),
          moreTimeModal(generated, found),
          testsModal(generated, first.tests),
          ...(generated.hypotheses.some((row) => row.state !== 'open') ? [reopenModal(generated, null)] : []),
          ...(selectOpenHypotheses(generated.hypotheses).length > 0 ? [othersModal(generated)] : []),
          ...(generated.unexplained.length > 0 ? [explainedModal(generated, null)] : []),
        ]
        for (const modal of modals) {
          const view = modalView(modal)
          expect(checkView(view, 'modal')).toEqual([])
          expect(foreign(view)).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })
})
