import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Situation, situations } from '../../../test/support/asked.ts'
import { assertWhereMet } from '../../../test/support/met.ts'
import { at, challengeWith, hypothesisWith } from '../../../test/support/situation.ts'
import { noBackground, type QuestionBackground } from './background.ts'
import { type Challenge, type ChallengeReason, challengeReasons } from './model.ts'
import { questionFamilies } from './question-families.ts'
import { chooseQuestion } from './questions.ts'
import { findChallengeSubject } from './subject.ts'

const candidate = { channelId: 'CINC', ts: 1n, author: 'Ana Alves', text: 'maybe the cache is cold' }
const all: QuestionBackground = {
  candidates: [candidate],
  changes: [
    { text: 'deployed api v2', at: at(-30) },
    { text: 'raised the cache limit', at: at(-90) },
  ],
  services: { spokenOf: ['api'], silent: ['billing'] },
  windows: [
    { from: at(0), to: at(20) },
    { from: at(60), to: at(81) },
  ],
}

const topicOf = (
  { state, hypothesisId, aboutId }: Situation,
  reason: ChallengeReason,
  background: QuestionBackground,
) => ({
  state,
  reason,
  subject: findChallengeSubject(state, { hypothesisId, aboutId }),
  background,
})

/** The question of each family that fits. */
function everything(reason: ChallengeReason, background: QuestionBackground): Map<string, string> {
  const topic = topicOf(situations[reason], reason, background)
  const fitting = questionFamilies.filter((family) => family.for.includes(reason))
  return new Map(fitting.flatMap(({ name, ask }) => [[name, ask(topic) ?? ''] as const].filter(([, q]) => q)))
}

const question = (reason: ChallengeReason, family: string, background = all): string | undefined =>
  everything(reason, background).get(family)

describe('the question', () => {
  it.each<[ChallengeReason, string, string]>([
    ['did_it_work', 'did it work', 'Did “restarted the ALB” work?'],
    ['test_due', 'test result', 'What came of “bypass the ALB”?'],
    ['no_effect', 'should have helped', 'If “ALB is failing” were the cause, should “restarted the ALB” have helped?'],
    ['no_effect', 'not touched', 'Which cause would explain that “restarted the ALB” changes nothing?'],
    [
      'recurrence',
      'rhythm',
      'Does “ALB is failing” predict that rhythm? What of ours fills, expires or restarts on it?',
    ],
    ['no_hypothesis', 'rhythm', 'It came 2 times. What of ours fills, expires or restarts on that rhythm?'],
    ['wait', 'not us', 'If AWS support says “not us”, what do we check next? Can it start now?'],
    ['no_hypothesis', 'said already', 'Is this the likeliest cause? What would show that it is not?'],
    ['unchallenged', 'another cause', 'Suppose it is not “ALB is failing”. What else gives “the targets time out”?'],
    [
      'unchallenged',
      'tell apart',
      'Which test would come out differently under 1 “ALB is failing” and 2 “the workers crash”?',
    ],
    [
      'unchallenged',
      'assumed healthy',
      'Nothing on record speaks of “billing”. If it were failing, would its telemetry have survived?',
    ],
    [
      'unchallenged',
      'what changed',
      'Are “deployed api v2” and “raised the cache limit” ruled out? What else changed, in the last day or weeks?',
    ],
    ['unchallenged', 'not explained', 'Which of the symptoms does “ALB is failing” not explain?'],
    ['unexplained', 'not explained', 'Does “ALB is failing” explain “no auto-scaling happened”? If not, what would?'],
    ['before_close', 'still open', 'Is it explained by now, or who goes on looking?'],
    ['what_fixed_it', 'what helped', 'What ended it? Was it “restarted the ALB”?'],
  ])('%s, %s: is worded from the ledger', (reason, family, words) => {
    expect(question(reason, family)).toBe(words)
  })

  it.each<[string, ChallengeReason, string]>([
    ['a candidate', 'no_hypothesis', 'said already'],
    ['a rhythm', 'no_hypothesis', 'rhythm'],
    ['a rhythm, which one recurrence does not make', 'recurrence', 'rhythm'],
  ])('is not asked without %s', (_, reason, family) => {
    expect(question(reason, family, noBackground)).toBeUndefined()
  })

  it('compares hypotheses only if there are two, and asks about one only if there is one', () => {
    const alone = topicOf(
      {
        ...situations.unchallenged,
        state: { ...situations.unchallenged.state, hypotheses: [hypothesisWith()] },
      },
      'unchallenged',
      all,
    )
    expect(questionFamilies.find(({ name }) => name === 'tell apart')?.ask(alone)).toBeUndefined()
    const bare = { ...situations.no_effect, hypothesisId: null }
    const topic = topicOf(bare, 'no_effect', all)
    expect(questionFamilies.find(({ name }) => name === 'should have helped')?.ask(topic)).toBeUndefined()
  })

  it.each(challengeReasons)('%s: is one or two sentences, never a bare doubt', (reason) => {
    for (const background of [all, noBackground])
      for (const words of everything(reason, background).values()) {
        expect(words).toMatch(/^[^a-z].*\?$|cause that fits the same symptoms\.$/)
        expect(words.toLowerCase()).not.toContain('are you sure')
        expect(words.length).toBeLessThanOrEqual(200)
      }
  })

  it.each(challengeReasons)('%s: stays short however long the quoted text is', (reason) => {
    const { state, hypothesisId, aboutId } = situations[reason]
    const longer = JSON.parse(JSON.stringify(state, unread), reread(state))
    const { question: asked } = chooseQuestion(longer, { reason, hypothesisId, aboutId }, all)
    expect(asked.length).toBeLessThanOrEqual(260)
  })

  it('has a source in every family', () => {
    for (const { source } of questionFamilies) expect(source.length).toBeGreaterThan(10)
  })
})

/** JSON replacer and reviver that make every text of a state very long. */
const unread = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
const reread = (state: Situation['state']) => (key: string, value: unknown) => {
  if (key === 'text' || key === 'statement' || key === 'about') return 'so very long '.repeat(30)
  if (key === 'party') return 'P'.repeat(80)
  if (['timers', 'names', 'zones', 'outside'].includes(key)) return state[key as 'timers']
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value
}

/** Asks about each situation in turn, with what was asked before in its state. */
function rotation(wanted: readonly { reason: ChallengeReason; background: QuestionBackground }[]) {
  const asked: Challenge[] = []
  return wanted.map(({ reason, background }) => {
    const { state, hypothesisId, aboutId } = situations[reason]
    const before = [...asked]
    const { family } = chooseQuestion({ ...state, challenges: before }, { reason, hypothesisId, aboutId }, background)
    asked.push(challengeWith({ number: asked.length + 1, family, reason }))
    return { family, fitting: [...everything(reason, background).keys()] }
  })
}

describe('the rotation', () => {
  it.each(challengeReasons)('%s: uses every fitting family once, then all again in the same order', (reason) => {
    const fitting = everything(reason, all).size
    const turns = rotation(Array.from({ length: 2 * fitting }, () => ({ reason, background: all })))
    const names = turns.map(({ family }) => family)
    expect(new Set(names.slice(0, fitting)).size).toBe(fitting)
    expect(names.slice(fitting)).toEqual(names.slice(0, fitting))
  })

  it('never repeats a family before the other fitting ones were used, however reasons and background change', () => {
    const turn = fc.record({
      reason: fc.constantFrom(...challengeReasons),
      background: fc.constantFrom(all, noBackground),
    })
    const wanted = fc.array(turn, { maxLength: 20 })
    assertWhereMet(wanted, { numRuns: 300, atLeast: 40 }, (given) => {
      let met = 0
      const turns = rotation(given)
      for (const [index, { family, fitting }] of turns.entries()) {
        const before = turns.findLastIndex((other, turn) => turn < index && other.family === family)
        if (before < 0) continue
        const since = turns.slice(before + 1, index).map((other) => other.family)
        for (const other of fitting) if (other !== family) expect(since).toContain(other)
        met += 1
      }
      return met
    })
  })

  it.each([
    ['no_hypothesis', 5],
    ['unchallenged', 6],
    ['no_effect', 6],
    ['wait', 3],
    ['recurrence', 2],
    ['unexplained', 3],
    ['untested_crowd', 3],
  ] as const)('%s: has %d questions to choose from', (reason, count) => {
    expect(everything(reason, all).size).toBe(count)
  })
})
