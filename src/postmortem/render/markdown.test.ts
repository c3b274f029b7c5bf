import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { nothingKnown } from '../../../test/support/materials.ts'
import { inMarkdown } from '../../../test/support/outlined.ts'
import { at, ben, challengeWith, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import { buildPostMortem } from '../document/build.ts'

describe('the draft', () => {
  const markdown = inMarkdown(buildPostMortem(materialWith(() => 'word')))
  const headings = [...markdown.matchAll(/^##? (.*)$/gm)].map(([, heading]) => heading)

  it('has its sections in their order', () => {
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

  it('shows times in the zone of the incident, under the day they fell on', () => {
    expect(markdown).toContain('Times in Europe/Lisbon.')
    expect(markdown).toContain('| Declared | 2 Mar 2026, 03:00 |')
    expect(markdown).toContain('| Mitigated | 2 Mar 2026, 03:50 (50 min after declaration) |')
    expect(markdown).toContain('### Monday, 2 March 2026')
    expect(markdown).toContain('### Tuesday, 3 March 2026')
  })

  it('links every line to its message, in its thread where it was in one', () => {
    expect(markdown).toContain('- [03:00](https://acme.slack.com/archives/CINC/p1772420400000100) **status**')
    expect(markdown).toContain('?thread_ts=1772420400.000100&cid=CINC')
  })

  it('marks what nobody supplied, and who should', () => {
    expect(markdown).toContain('| Impact began | **Missing** |')
    expect(markdown.match(/^> \*\*Missing\.\*\* .* _For word\._/gm)).toHaveLength(7)
  })

  it('says of every hypothesis how it ended, and leaves challenges to their own section', () => {
    expect(markdown).toMatch(/\| word \| word \| .* \| 30 min \| none \| none \| ruled out: word \|/)
    expect(markdown).toMatch(/\| confirmed as contributing: word \|/)
    expect(markdown).not.toContain('**challenge**')
    expect(markdown).toContain('_not answered_')
    expect(markdown).toContain('after 45 min, kept: word')
  })

  it('has corrections, impact and lessons on record below, and none of them in the timeline as well', () => {
    const built = buildPostMortem(materialWith(() => 'word'))
    const asides = ['correction', 'impact', 'lesson'] as const
    const kinds = ['note', ...asides, 'challenge'] as const
    const [first] = built.timeline
    if (!first) throw new Error('there is nothing on the timeline')
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
  ])('says how long it took to notice: %i ms', (toDetect, said) => {
    const built = buildPostMortem(materialWith(() => 'word'))
    const times = { ...built.times, detected: { at: '2026-03-02T03:00:00.000Z', entries: [] } }
    const document = { ...built, times, durations: { ...built.durations, toDetect } }
    expect(inMarkdown(document)).toContain(`Noticed 2 Mar 2026, 03:00, ${said}`)
  })

  const links = 'https://acme.slack.com/archives/CINC'
  it.each([
    ['how much spoke for it, and which tests told', '| 1 for, 1 against | 2, 1 without a result | open |'],
    [
      'what speaks for it, linked, and who said so',
      `  - **for** [2 Mar 2026, 03:05](${links}/p1772438400000100): word (word)`,
    ],
    [
      'a test, who looked, and what its result says',
      '  - **test** 2 Mar 2026, 03:10: word (word, due 2 Mar 2026, 03:15): **against**: word',
    ],
    ['a test that told nothing', 'word (word, due 2 Mar 2026, 03:15): _no result was recorded_'],
    ['a test of nothing in particular', '**Other tests**\n\n- **test** 2 Mar 2026, 03:10: word'],
    ['when it came back', `- [3 Mar 2026, 14:00](${links}/p1772546400000100): word (word)`],
    [
      'a wait, and what came of it',
      `- word: word ([2 Mar 2026, 03:00 – 04:10 (1 h 10 min)](${links}/p1772564400000100))\n  - What came of it: word\n  - Meanwhile: word`,
    ],
    ['a wait of which nobody told the end', '- word (2 Mar 2026, 04:20, no end was recorded)'],
    ['why it asked', '(unquestioned lead): word word'],
    [
      'who was asked for fresh eyes, and answered',
      '- 2 Mar 2026, 03:33: word was asked (by word)\n  - After 8 min: word',
    ],
    ['who did not answer', '- 2 Mar 2026, 03:53: word was asked (by word)\n  - _not answered_'],
    ['what is not explained', `- Unexplained, since [2 Mar 2026, 03:00](${links}/p1772438400000100): word`],
    ['what is open again', 'word It was put down to “word”, which was ruled out.'],
    ['a test nobody told the result of', '- Without a result, begun [2 Mar 2026, 03:00]'],
    ['the figures', '- Actions: 1 taken, 0 without effect.'],
  ])('says %s', (_what, line) => {
    expect(markdown).toContain(line)
  })

  it('says what a test told with the test, and not again as evidence', () => {
    const document = buildPostMortem(materialWith(() => 'word'))
    const [held] = document.believed.filter(({ tests }) => tests.length > 0)
    const told = held?.tests.find(({ result }) => result !== null)
    if (!held || !told) throw new Error('no test has told anything')
    const given = {
      stance: 'for',
      text: 'Tested: word',
      by: 'ana',
      at: told.begunAt,
      permalink: null,
    } as const
    const evidence = [
      { ...given, entries: ['closing'] },
      { ...given, text: 'seen', entries: ['other'] },
    ]
    const believed = [{ ...held, evidence, tests: [{ ...told, entries: ['closing'] }] }]
    const shown = inMarkdown({ ...document, believed })
    expect(shown).toContain('| 2 for, 0 against | 1 |')
    expect(shown).not.toContain('Tested: word')
    expect(shown).toContain(': seen (ana)')
  })

  it('says of tests that all of them are without a result', () => {
    const document = buildPostMortem(materialWith(() => 'word'))
    const believed = document.believed.map((held) => ({
      ...held,
      tests: held.tests.map((test) => ({ ...test, closedAt: null, result: null })),
    }))
    expect(inMarkdown({ ...document, believed })).toContain('| 2, without a result |')
  })

  it('says what a question was answered with, once where that was said', () => {
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

  it('says what followed a question, and does not say that the question did it', () => {
    let count = 0
    const distinct = materialWith(() => {
      count += 1
      return `word${count}`
    })
    expect(inMarkdown(buildPostMortem(distinct))).toMatch(
      /kept: word\d+\n {2}- \*\*Followed\*\* after 5 min by the result of a test: word\d+\n/,
    )
  })

  it('asks no question that was answered', () => {
    const questions = markdown.slice(markdown.indexOf('## Open questions'))
    expect(questions.match(/^- Unexplained/gm)).toHaveLength(2)
    expect(questions.match(/^- Without a result/gm)).toHaveLength(1)
  })

  it('of an incident without a word says so', () => {
    const { state } = materialWith(() => 'word')
    const bare = { ...state, hypotheses: [], challenges: [] }
    const empty = inMarkdown(
      buildPostMortem({
        state: bare,
        entries: [],
        roles: [],
        boards: [],
        impact: { windows: [], facts: [] },
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
