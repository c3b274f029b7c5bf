import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { nothingKnown } from '../../../test/support/materials.ts'
import { inMarkdown } from '../../../test/support/outlined.ts'
import { at, ben, challengeWith, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import { buildPostMortem } from '../document/build.ts'

describe('the draft', () => {
  const markdown = inMarkdown(buildPostMortem(materialWith(() => 'word')))
  const headings = [...markdown.matchAll(/^##? (.*)$/gm)].map(([, heading]) => heading)

  it('has its sections in order', () => {
    expect(headings).toEqual([
      'INC-12: word',
      'Facts',
      'Summary',
      'Impact',
      'Timeline',
      'What we believed and when',
      'Causes',
      'Detection',
      'Resolution',
      'Actions',
      'The course of it',
      'Lessons',
      'Follow-ups',
      'Challenges',
      'Fresh eyes',
      'The search in figures',
      'Open questions',
      'Appendix',
    ])
  })

  it("shows times in the incident's time zone, grouped by day", () => {
    expect(markdown).toContain('Times in Europe/Lisbon.')
    expect(markdown).toContain('| Declared | 2 Mar 2026, 03:00 |')
    expect(markdown).toContain('| Mitigated | 2 Mar 2026, 03:50 (50 min after declaration) |')
    expect(markdown).toContain('### Monday, 2 March 2026')
    expect(markdown).toContain('### Tuesday, 3 March 2026')
  })

  it('links every line to its message, within its thread if it has one', () => {
    expect(markdown).toContain('- [03:00](https://acme.slack.com/archives/CINC/p1772420400000100) **status**')
    expect(markdown).toContain('?thread_ts=1772420400.000100&cid=CINC')
  })

  it('marks what is missing, and who should supply it', () => {
    expect(markdown).toContain('| Impact began | **Missing** |')
    expect(markdown.match(/^> \*\*Missing\.\*\* .* _For word\._/gm)).toHaveLength(7)
  })

  it('says how every hypothesis ended, and lists challenges only in their own section', () => {
    expect(markdown).toMatch(/\| word \| word \| .* \| 30 min \| none \| none \| ruled out: word \|/)
    expect(markdown).toMatch(/\| confirmed as contributing: word \|/)
    expect(markdown).not.toContain('**challenge**')
    expect(markdown).toContain('_not answered_')
    expect(markdown).toContain('after 45 min, kept: word')
  })

  it('lists corrections, impact and lessons in the appendix, not in the timeline', () => {
    const built = buildPostMortem(materialWith(() => 'word'))
    const asides = ['correction', 'impact', 'lesson'] as const
    const kinds = ['note', ...asides, 'challenge'] as const
    const [first] = built.timeline
    if (!first) throw new Error('The timeline is empty')
    const lines = kinds.map((kind) => ({ ...first, kind, text: `this is ${kind}` }))
    const document = { ...built, timeline: lines }
    const [above = '', below = ''] = inMarkdown(document).split('### Also on record')
    expect(above.slice(above.indexOf('## Timeline'))).toContain('**note** this is note')
    for (const kind of asides) {
      expect(above).not.toContain(`this is ${kind}`)
      expect(below.split(`**${kind}** this is ${kind}`)).toHaveLength(2)
    }
    expect(below).not.toContain('this is note')
    expect(below).not.toContain('this is challenge')
  })

  it.each([
    [0, 'at once.'],
    [180_000, '3 min after the impact began.'],
  ])('says how long detection took: %i ms', (toDetect, phrase) => {
    const built = buildPostMortem(materialWith(() => 'word'))
    const times = { ...built.times, detected: { at: '2026-03-02T03:00:00.000Z', entries: [] } }
    const document = { ...built, times, durations: { ...built.durations, toDetect } }
    expect(inMarkdown(document)).toContain(`Noticed 2 Mar 2026, 03:00, ${phrase}`)
  })

  const links = 'https://acme.slack.com/archives/CINC'
  it.each([
    ['the counts of evidence and tests of a hypothesis', '| 1 for, 1 against | 2, 1 without a result | open |'],
    [
      'evidence for a hypothesis, with its link and author',
      `  - **for** [2 Mar 2026, 03:05](${links}/p1772438400000100): word (word)`,
    ],
    [
      'a test with its owner and result',
      '  - **test** 2 Mar 2026, 03:10: word (word, due 2 Mar 2026, 03:15): **against**: word',
    ],
    ['a test without a result', 'word (word, due 2 Mar 2026, 03:15): _no result was recorded_'],
    ['a test that belongs to no hypothesis', '**Other tests**\n\n- **test** 2 Mar 2026, 03:10: word'],
    ['recurrences', `- [3 Mar 2026, 14:00](${links}/p1772546400000100): word (word)`],
    [
      'a wait and its outcome',
      `- word: word ([2 Mar 2026, 03:00 – 04:10 (1 h 10 min)](${links}/p1772564400000100))\n  - What came of it: word\n  - Meanwhile: word`,
    ],
    ['a wait without a recorded end', '- word (2 Mar 2026, 04:20, no end was recorded)'],
    ['why a challenge was asked', '(unquestioned lead): word word'],
    [
      'who was asked for fresh eyes and answered',
      '- 2 Mar 2026, 03:33: word was asked (by word)\n  - After 8 min: word',
    ],
    [
      'who was asked for fresh eyes and did not answer',
      '- 2 Mar 2026, 03:53: word was asked (by word)\n  - _not answered_',
    ],
    ['an unexplained observation', `- Unexplained, since [2 Mar 2026, 03:00](${links}/p1772438400000100): word`],
    ['an observation whose explanation was ruled out', 'word It was put down to “word”, which was ruled out.'],
    ['a test without a result among the open questions', '- Without a result, begun [2 Mar 2026, 03:00]'],
    ['the metrics', '- Actions: 1 taken, 0 without effect.'],
  ])('shows %s', (_what, line) => {
    expect(markdown).toContain(line)
  })

  it('shows the result of a test with the test, not again as evidence', () => {
    const document = buildPostMortem(materialWith(() => 'word'))
    const [hypothesis] = document.believed.filter(({ tests }) => tests.length > 0)
    const test = hypothesis?.tests.find(({ result }) => result !== null)
    if (!hypothesis || !test) throw new Error('No test has a result')
    const fromTest = {
      stance: 'for',
      text: 'Tested: word',
      by: 'ana',
      at: test.begunAt,
      permalink: null,
    } as const
    const evidence = [
      { ...fromTest, entries: ['closing'] },
      { ...fromTest, text: 'seen', entries: ['other'] },
    ]
    const believed = [{ ...hypothesis, evidence, tests: [{ ...test, entries: ['closing'] }] }]
    const shown = inMarkdown({ ...document, believed })
    expect(shown).toContain('| 2 for, 0 against | 1 |')
    expect(shown).not.toContain('Tested: word')
    expect(shown).toContain(': seen (ana)')
  })

  it('says when no test of a hypothesis has a result', () => {
    const document = buildPostMortem(materialWith(() => 'word'))
    const believed = document.believed.map((hypothesis) => ({
      ...hypothesis,
      tests: hypothesis.tests.map((test) => ({ ...test, closedAt: null, result: null })),
    }))
    expect(inMarkdown({ ...document, believed })).toContain('| 2, without a result |')
  })

  it('shows the answer to a challenge once, though the same text became a hypothesis', () => {
    const challenge = challengeWith({
      state: 'answered',
      answeredAt: at(16),
      answeredBy: ben.id,
      answerKind: 'hypothesis',
      answer: 'a leak',
    })
    const hypotheses = [hypothesisWith({ number: 2, openedAt: at(16), statement: 'a leak' })]
    const state = stateWith({ challenges: [challenge], hypotheses })
    expect(inMarkdown(buildPostMortem({ ...nothingKnown(), state }))).toContain(
      '  - Ben Berg, after 1 min: a leak\n  - **Answered with** another explanation\n',
    )
  })

  it('shows what followed a challenge without claiming that the challenge caused it', () => {
    let count = 0
    const distinct = materialWith(() => {
      count += 1
      return `word${count}`
    })
    expect(inMarkdown(buildPostMortem(distinct))).toMatch(
      /kept: word\d+\n {2}- \*\*Followed\*\* after 5 min by the result of a test: word\d+\n/,
    )
  })

  it('lists only open questions that are still open', () => {
    const questions = markdown.slice(markdown.indexOf('## Open questions'))
    expect(questions.match(/^- Unexplained/gm)).toHaveLength(2)
    expect(questions.match(/^- Without a result/gm)).toHaveLength(1)
  })

  it('says so where nothing was recorded', () => {
    const { state } = materialWith(() => 'word')
    const bare = { ...state, hypotheses: [], challenges: [] }
    const empty = inMarkdown(
      buildPostMortem({
        state: bare,
        entries: [],
        roles: [],
        liveMessages: [],
        impact: { periods: [], facts: [] },
        record: null,
        written: [],
        pictures: [],
        lost: [],
      }),
    )
    for (const sentence of [
      'Nothing was recorded.',
      'No hypothesis was tracked.',
      'No action was recorded.',
      'None was due.',
    ])
      expect(empty).toContain(sentence)
  })
})
