import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../../playground/blocks/validate.ts'
import { challengeIn, situations } from '../../../test/support/asked.ts'
import { at, ben, challengeWith, hypothesisWith, stateWith, testWith } from '../../../test/support/situation.ts'
import type { InvestigationState } from '../state.ts'
import { noBackground } from './background.ts'
import { type Challenge, type ChallengeReason, challengeReasons } from './model.ts'
import { challengeMessage } from './view.ts'

interface Pressable {
  text?: { text: string }
  value?: string
  options?: { text: { text: string }; value: string }[]
}
interface Shown {
  type: string
  text?: { text: string }
  accessory?: Pressable
  elements?: Pressable[]
}
const blocksOf = (state: InvestigationState, challenge: Challenge) =>
  challengeMessage(state, challenge).blocks as unknown as Shown[]
const controls = (state: InvestigationState, challenge: Challenge): Pressable[] =>
  blocksOf(state, challenge).findLast(({ type }) => type === 'actions')?.elements ?? []
const labels = (state: InvestigationState, challenge: Challenge): string[] =>
  controls(state, challenge).flatMap(({ text }) => (text ? [text.text] : []))
const menu = (state: InvestigationState, challenge: Challenge): string[] =>
  controls(state, challenge).flatMap(({ options = [] }) => options.map(({ text }) => text.text))

const fresh = 'Ask fresh eyes…'
const out = 'Rule it out…'
const later = 'Not now…'

describe('an open challenge', () => {
  it.each<[ChallengeReason, string[], string[]]>([
    ['no_effect', ['Another cause', 'Test it', 'Keep, because…'], [out, fresh, later]],
    ['did_it_work', ['Worked', 'No effect', 'Too early'], ['Helped in part', 'Made it worse', 'Not known', later]],
    ['test_due', ['Result…', '15 min more'], ['Given up', later]],
    ['recurrence', ['Yes, because…', 'No', 'Test it'], [out, fresh, later]],
    ['wait', ['Start a test', 'Another cause', 'Keep waiting, because…'], ['It is over…', out, fresh, later]],
    ['no_hypothesis', ['Track a hypothesis', 'Still looking, because…'], [fresh, later]],
    ['unchallenged', ['Another cause', 'Test it', 'Keep, because…'], [out, fresh, later]],
    ['unexplained', ['It is explained…', 'Another cause', 'Keep looking, because…'], [fresh, later]],
    ['untested_crowd', ['Test one…', 'Rule one out…', 'Keep all, because…'], [fresh, later]],
    ['long_shift', ['Hand over…', 'Stay, because…'], [fresh, later]],
    ['before_close', ['It is explained…', 'Still open, because…'], [later]],
    ['what_fixed_it', ['This did…', 'Not known yet, because…'], [later]],
  ])('%s: has at most three buttons, and the rest in a menu', (reason, front, rest) => {
    const { state } = situations[reason]
    const challenge = challengeIn(situations[reason], reason)
    expect(labels(state, challenge)).toEqual(front)
    expect(menu(state, challenge)).toEqual(rest)
  })

  it.each(challengeReasons)('%s: has at most three lines at every level, and is valid for Slack', (reason) => {
    const { state } = situations[reason]
    for (const level of [0, 1, 2] as const) {
      const challenge = challengeIn(situations[reason], reason, { level })
      const [section] = blocksOf(state, challenge)
      const lines = section?.text?.text.split('\n') ?? []
      expect(lines.length).toBeLessThanOrEqual(3)
      expect(lines[0]).toMatch(/^\*.*\*$/)
      expect(labels(state, challenge).length).toBeLessThanOrEqual(3)
      expect(checkMessageBlocks(challengeMessage(state, challenge).blocks)).toBeUndefined()
    }
  })

  const { state } = situations.unchallenged
  const words = (given: Partial<Challenge>) =>
    blocksOf(state, challengeIn(situations.unchallenged, 'unchallenged', given))[0]?.text?.text ?? ''

  it('mentions the commander first, then asks anyone without pinging anybody', () => {
    expect(words({ level: 0, askedOf: ben.id })).toContain(`<@${ben.id}> If “ALB is failing” were wrong`)
    expect(words({ level: 1 })).toContain('\nAnyone: If “ALB is failing” were wrong')
    expect(words({ level: 1 })).not.toContain('<@')
  })

  it('proposes fresh eyes first on the last level, and moves what they displace to the menu', () => {
    const challenge = challengeIn(situations.unchallenged, 'unchallenged', { level: 2 })
    expect(words({ level: 2 })).toContain('\nOr let somebody look who has seen none of it.')
    expect(labels(state, challenge)).toEqual([fresh, 'Another cause', 'Test it'])
    expect(menu(state, challenge)).toEqual(['Keep, because…', out, later])
  })

  it('does not offer to rule out a closed hypothesis', () => {
    const gone = { ...state, hypotheses: [hypothesisWith({ state: 'confirmed', verdict: 'cause' })] }
    expect(menu(gone, challengeIn(situations.unchallenged, 'unchallenged'))).not.toContain(out)
  })

  it('asks for no evidence about a recurrence after the cause was confirmed', () => {
    const hypotheses = [hypothesisWith({ state: 'confirmed', verdict: 'cause' })]
    const after = { ...situations.recurrence.state, hypotheses }
    const challenge = challengeIn({ ...situations.recurrence, state: after }, 'recurrence')
    expect(labels(after, challenge)).toEqual(['Another cause', 'Test it', 'Keep, because…'])
  })

  it('gives each menu item its own action', () => {
    const shown = controls(state, challengeIn(situations.unchallenged, 'unchallenged'))
    expect(shown.at(-1)?.options?.map(({ value }) => value)).toEqual([
      'hypothesis.rule_out:h1',
      'fresh_eyes:c1',
      'challenge.later:c1',
    ])
  })
})

describe('a quoted candidate', () => {
  const said = {
    channelId: 'CINC',
    ts: 1_772_420_400_000_100n,
    author: '<!here> Ana',
    text: 'maybe <!channel>\n@ben *x*',
  }
  const background = { ...noBackground, candidates: [said, { ...said, ts: 2n, text: 'y'.repeat(4_000) }] }
  const { state } = situations.no_hypothesis
  const challenge = challengeIn(situations.no_hypothesis, 'no_hypothesis', { background })

  it('has a button of its own, and pings nobody', () => {
    const rows = blocksOf(state, challenge).filter(({ accessory }) => accessory)
    expect(rows.map(({ accessory }) => accessory?.text?.text)).toEqual(['Track this', 'Track this'])
    expect(rows.map(({ accessory }) => JSON.parse(accessory?.value ?? '').about)).toEqual(['c1 0', 'c1 1'])
    expect(rows[0]?.text?.text).toBe(
      '&lt;!here&gt; Ana: “maybe &lt;!channel&gt; @ben *x*” · <https://acme.slack.com/archives/CINC/p1772420400000100|message>',
    )
    expect(rows[1]?.text?.text.length).toBeLessThan(500)
    expect(checkMessageBlocks(challengeMessage(state, challenge).blocks)).toBeUndefined()
  })

  it('is gone once the question is answered', () => {
    const answered = {
      ...challenge,
      state: 'answered' as const,
      answeredAt: at(35),
      answerKind: 'keep' as const,
    }
    expect(JSON.stringify(challengeMessage(state, answered).blocks)).not.toContain('Track this')
  })
})

describe('an answered challenge', () => {
  const ended = { state: 'answered', answeredAt: at(20), answeredBy: 'UBEN' } as const
  const shown = (given: Partial<Challenge>, state = stateWith()) =>
    JSON.stringify(challengeMessage(state, challengeWith({ ...ended, ...given })).blocks)

  it.each<[string, Partial<Challenge>, string]>([
    [
      'kept',
      { answerKind: 'keep', answer: '<!channel> graphs' },
      'Ben Berg, after 5 min · kept: &lt;!channel&gt; graphs',
    ],
    [
      'a wait that goes on',
      { reason: 'wait', answerKind: 'keep', answer: 'they called' },
      '· still waiting: they called',
    ],
    ['a result', { reason: 'did_it_work', answerKind: 'result', answer: 'no effect' }, '· result: no effect'],
    ['put off', { answerKind: 'later', until: at(50), answer: 'in a call' }, '|2026-03-02 03:50 UTC>: in a call'],
    [
      'in the ledger, by nobody in particular',
      { answeredBy: null, answerKind: 'ledger', answer: 'explained' },
      'After 5 min · on record: explained',
    ],
    ['no longer needed', { answerKind: 'moot', answer: 'monitoring' }, 'No longer needed: monitoring.'],
    ['replaced', { state: 'superseded', answerKind: null, answeredAt: null }, 'Not answered.'],
  ])('%s: shows who answered, after how long and what, and no buttons', (_, given, words) => {
    expect(shown(given)).toContain(words)
    expect(shown(given)).not.toContain('"actions"')
  })

  /** Answers of these kinds about the same hypothesis, ten minutes apart. */
  const kept = (...kinds: Challenge['answerKind'][]): Challenge[] =>
    kinds.map((answerKind, index) =>
      challengeWith({ ...ended, number: index + 1, answerKind, answeredAt: at(20 + 10 * index) }),
    )
  const closed = testWith({ closedAt: at(25), result: 'clean' })

  it.each<[string, Challenge[], ReturnType<typeof testWith>[], boolean]>([
    ['the third in a row', kept('keep', 'keep', 'keep'), [], true],
    ['the second', kept('keep', 'keep'), [], false],
    ['the fourth, after the hint', kept('keep', 'keep', 'keep', 'keep'), [], false],
    ['the sixth, for the second hint', kept(...Array<'keep'>(6).fill('keep')), [], true],
    ['the third with a test closed in between', kept('keep', 'keep', 'keep'), [closed], false],
    ['the third with a test given up', kept('keep', 'keep', 'keep'), [{ ...closed, result: null }], true],
    ['the third with a test still running', kept('keep', 'keep', 'keep'), [testWith()], true],
    ['the third with another answer in between', kept('keep', 'test', 'keep', 'keep'), [], false],
    ['the third, put off in between', kept('keep', 'later', 'keep', 'keep'), [], true],
  ])('proposes fresh eyes on every third *Keep*: %s', (_, challenges, tests, isProposed) => {
    const state = stateWith({ hypotheses: [hypothesisWith({ tests })], challenges })
    const last = challenges.at(-1) ?? challengeWith()
    expect(JSON.stringify(challengeMessage(state, last).blocks).includes(fresh)).toBe(isProposed)
  })

  it('counts only answers about the same hypothesis', () => {
    const challenges = kept('keep', 'keep', 'keep').map((known, index) => ({
      ...known,
      hypothesisId: index ? 'h1' : 'h2',
    }))
    const state = stateWith({ hypotheses: [hypothesisWith()], challenges })
    expect(JSON.stringify(challengeMessage(state, challenges[2] ?? challengeWith()).blocks)).not.toContain(fresh)
  })
})
