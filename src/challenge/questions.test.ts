import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  at,
  challengeWith,
  evidenceOf,
  hypothesisWith,
  stateWith,
  testWith,
} from '../../test/support/situation.ts'
import type { Challenge, Reason } from './model.ts'
import { chooseQuestion, sayWhy } from './questions.ts'
import { challengeMessage } from './view.ts'

const hypothesis = hypothesisWith()
const reasons: Reason[] = ['no_hypothesis', 'unchallenged']

/** Asks so many times for these reasons in turn, and returns the families. */
function rotation(...wanted: Reason[]): string[] {
  const asked: Challenge[] = []
  for (const reason of wanted) {
    const { family } = chooseQuestion(reason, hypothesis, asked)
    asked.push(challengeWith({ number: asked.length + 1, family, reason }))
  }
  return asked.map(({ family }) => family)
}
const times = (count: number, reason: Reason): Reason[] => Array.from({ length: count }, () => reason)

describe('the question', () => {
  it.each([
    ['no_hypothesis' as const, 3],
    ['unchallenged' as const, 5],
  ])('%s: all %d families come before one comes again, and then in the same order', (reason, count) => {
    const families = rotation(...times(2 * count, reason))
    expect(new Set(families.slice(0, count)).size).toBe(count)
    expect(families.slice(count)).toEqual(families.slice(0, count))
  })

  it('never repeats a family before the others that fit were used, however the reasons change', () => {
    const fitting = new Map(reasons.map((reason) => [reason, new Set(rotation(...times(12, reason)))]))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...reasons), { maxLength: 12 }), (wanted) => {
        const families = rotation(...wanted)
        for (const [index, family] of families.entries()) {
          const before = families.lastIndexOf(family, index - 1)
          if (index === 0 || before < 0) continue
          const since = new Set(families.slice(before + 1, index))
          const others = [...(fitting.get(wanted[index] ?? 'unchallenged') ?? [])].filter(
            (name) => name !== family,
          )
          for (const other of others) expect(since).toContain(other)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('names the hypothesis, cut short where it is long', () => {
    const long = hypothesisWith({ statement: 'x'.repeat(300) })
    expect(chooseQuestion('unchallenged', hypothesis, []).question).toContain('“ALB is failing”')
    expect(chooseQuestion('unchallenged', long, []).question.length).toBeLessThan(200)
  })
})

describe('why the bot asks now', () => {
  const tested = hypothesisWith({
    evidence: [...evidenceOf('for', 2), ...evidenceOf('against', 1)],
    tests: [testWith(), testWith({ id: 't2' })],
  })
  const ruledOut = [1, 2].map((number) => hypothesisWith({ number, state: 'ruled_out' }))
  const contributing = hypothesisWith({ state: 'confirmed', verdict: 'contributing' })
  it.each([
    ['nothing tracked', stateWith(), 'no_hypothesis', null, '15 min in, and no hypothesis is tracked.'],
    [
      'all ruled out',
      stateWith({ hypotheses: ruledOut }),
      'no_hypothesis',
      null,
      '15 min in, 2 ruled out, nothing left on the table.',
    ],
    [
      'a factor only',
      stateWith({ hypotheses: [contributing] }),
      'no_hypothesis',
      null,
      '15 min in, and the cause is not known: what is confirmed only contributed.',
    ],
    [
      'held',
      stateWith(),
      'unchallenged',
      hypothesis,
      '“ALB is failing” has led for 15 min: 0 for, 0 against, no test.',
    ],
    [
      'held, with evidence',
      stateWith(),
      'unchallenged',
      tested,
      '“ALB is failing” has led for 15 min: 2 for, 1 against, 2 tests.',
    ],
  ] as const)('%s', (_, state, reason, subject, words) => {
    expect(sayWhy(state, reason, subject, at(15))).toBe(words)
  })
})

interface Shown {
  text?: { text: string }
  elements?: unknown[]
}

describe('as it is shown', () => {
  const everything = reasons.flatMap((reason) => {
    const asked: Challenge[] = []
    return Array.from({ length: 6 }, (_, index) => {
      const subject = hypothesisWith({ statement: 'The load balancer drops connections '.repeat(8).trim() })
      const why = sayWhy(stateWith(), reason, reason === 'unchallenged' ? subject : null, at(90))
      const challenge = challengeWith({
        number: index + 1,
        reason,
        why,
        ...chooseQuestion(reason, subject, asked),
      })
      asked.push(challenge)
      return challenge
    })
  })

  it.each(everything.map((challenge) => [challenge.family, challenge] as const))(
    '“%s” is short and asks something real',
    (_, challenge) => {
      const [section = {}, buttons = {}] = challengeMessage(stateWith(), challenge).blocks as Shown[]
      const lines = (section.text?.text ?? '').split('\n')
      expect(lines.length).toBeLessThanOrEqual(3)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(200)
      expect(`${challenge.why} ${challenge.question}`.toLowerCase()).not.toContain('are you sure')
      expect(buttons.elements?.length).toBeLessThanOrEqual(3)
    },
  )

  it('ends with its answer, and no button is left standing', () => {
    const answer = {
      state: 'answered' as const,
      answeredAt: at(20),
      answeredBy: 'UBEN',
      answerKind: 'keep' as const,
      answer: '<!channel> graphs',
    }
    const shown = JSON.stringify(challengeMessage(stateWith(), challengeWith(answer)).blocks)
    expect(shown).toContain('Ben Berg, after 5 min · kept: &lt;!channel&gt; graphs')
    expect(shown).not.toContain('"actions"')
    expect(
      JSON.stringify(challengeMessage(stateWith(), challengeWith({ state: 'superseded' })).blocks),
    ).toContain('Not answered.')
  })
})
