import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { at, entryWith, holding, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import { hypothesisEndedEntry } from '../../investigation/ledger/entry-data.ts'
import type { PostMortemInput } from '../input.ts'
import { buildPostMortem } from './build.ts'

let count = 0
const full = materialWith(() => {
  count += 1
  return `words ${count}`
})
const document = buildPostMortem(full)
const ids = full.entries.map(({ id }) => id)
const build = (overrides: Partial<PostMortemInput>) => buildPostMortem({ ...full, ...overrides })

describe('every statement can be traced to entries', () => {
  it('turns each entry into one timeline line, in order', () => {
    expect(document.timeline.flatMap(({ entries }) => entries)).toEqual(ids)
    for (const line of document.timeline)
      expect(line.text).toBe(full.entries.find(({ id }) => id === line.entries[0])?.text)
  })

  it('traces hypotheses, actions and gaps to existing entries', () => {
    const { believed, gaps, actions, causes } = document
    for (const { entries } of [...believed, ...actions, ...causes.suspected])
      for (const id of entries) expect(ids).toContain(id)
    for (const { help } of gaps) for (const id of help) expect(ids).toContain(id)
    expect(believed[0]?.entries).toEqual(['e3'])
  })

  it('links a hypothesis to where it was proposed and closed, a challenge to where it was asked', () => {
    const material = materialWith(() => 'word')
    const evidence = entryWith({
      id: 'e9',
      kind: 'evidence',
      data: hypothesisEndedEntry({ hypothesisId: 'h2', statement: 'word', as: 'ruled_out', because: 'word' }).data,
      recordedAt: at(30),
      messageTs: 1_772_422_200_000_100n,
    })
    const { believed, challenges } = buildPostMortem({
      ...material,
      entries: [...material.entries, evidence],
    })
    expect(believed[0]).toMatchObject({
      proposedAtLink: expect.stringContaining('/archives/'),
      closedAtLink: null,
    })
    expect(believed[1]?.closedAtLink).toContain('/p1772422200000100')
    expect(believed[1]?.entries).toContain('e9')
    expect(challenges.map(({ permalink }) => permalink?.split('/').at(-1))).toEqual(['p1772421300000100', undefined])
  })

  it('traces evidence, tests, waits, observations and briefs to existing entries', () => {
    const { believed, waits, recurrences, unexplained, briefs } = document
    const traced = [...(believed[0]?.evidence ?? []), ...(believed[0]?.tests ?? []), ...waits]
    const all = [...traced, ...recurrences, ...unexplained, ...briefs].map(({ entries }) => entries)
    for (const id of all.flat()) expect(ids).toContain(id)
    expect(believed[0]?.evidence.map(({ entries }) => entries)).toEqual([['e2'], []])
    expect(believed[0]?.tests.map(({ entries }) => entries)).toEqual([['e7'], []])
    expect(waits.map(({ entries }) => entries)).toEqual([['e9'], []])
    expect(recurrences.map(({ entries }) => entries)).toEqual([['e8']])
    expect(unexplained.map(({ entries }) => entries)).toEqual([['e2'], [], ['e5']])
    expect(briefs.map(({ entries }) => entries)).toEqual([['e2'], ['e2']])
  })

  it('quotes evidence in full from its entry, as it reads now', () => {
    const entries = full.entries.map((entry) => (entry.id === 'e2' ? { ...entry, text: 'corrected' } : entry))
    expect(build({ entries }).believed[0]?.evidence[0]?.text).toBe('corrected')
  })

  it('traces a hypothesis to nothing if its entry is no longer on the timeline', () => {
    const entries = full.entries.filter(({ id }) => id !== 'e3')
    expect(build({ entries }).believed[0]?.entries).toEqual([])
  })

  it('contains only sentences that people wrote', () => {
    const written = new Set(Array.from({ length: count }, (_, index) => `words ${index + 1}`))
    const texts = [
      ...document.timeline.map(({ text }) => text),
      ...document.believed.flatMap(({ statement, because }) => (because ? [statement, because] : [statement])),
      ...document.challenges.flatMap(({ answer }) => (answer ? [answer] : [])),
    ]
    for (const text of texts) expect(written).toContain(text)
  })
})

describe('facts', () => {
  it('give each time, and how long it took from the declaration', () => {
    expect(document.times).toMatchObject({
      started: null,
      declared: { at: at(0).toISOString(), entries: ['e1'] },
      detected: { at: at(-7).toISOString(), entries: [] },
    })
    expect(document.durations).toEqual({
      toDetect: null,
      toAcknowledge: 120_000,
      toMitigate: 3_000_000,
      toResolve: 5_400_000,
    })
    const { durations } = build({ state: stateWith() })
    expect(durations).toEqual({ toDetect: null, toAcknowledge: null, toMitigate: null, toResolve: null })
  })

  it('end the role of a commander at the close of the incident, but not that of an owner', () => {
    expect(document.roles.map(({ role, to }) => [role, to])).toEqual([
      ['commander', at(40).toISOString()],
      ['commander', at(95).toISOString()],
      ['owner', null],
    ])
  })

  it('list as contributors those whose messages were captured, once each', () => {
    const entries = [
      entryWith({ authorName: 'Ana' }),
      entryWith({ authorName: 'Ana' }),
      entryWith({ authorName: 'Ben', captured: false }),
      entryWith({ authorName: null }),
    ]
    expect(build({ entries }).contributors).toEqual(['Ana'])
  })

  it('name the author of a line, or give the id if the name is unknown, and mark text still to be read', () => {
    const entries = [
      entryWith({ authorName: null, authorId: 'UNEW' }),
      entryWith({ state: 'pending', text: '', authorName: null, authorId: null }),
      entryWith({ state: 'pending', text: 'half @UNEW' }),
    ]
    const { timeline } = build({ entries })
    expect(timeline.map(({ author }) => author)).toEqual(['UNEW', null, 'Ana Alves'])
    expect(timeline.map(({ text }) => text)).toEqual([
      'error rate is up',
      '(its text has not been read from Slack yet)',
      'half @UNEW',
    ])
  })
})

describe('causes', () => {
  const verdicts = [
    hypothesisWith({ number: 1, state: 'confirmed', verdict: 'cause' }),
    hypothesisWith({ number: 2, state: 'confirmed', verdict: 'contributing' }),
    hypothesisWith({ number: 3 }),
    hypothesisWith({ number: 4, state: 'ruled_out' }),
    hypothesisWith({ number: 5, state: 'parked' }),
  ].map((hypothesis) => ({ ...hypothesis, statement: `h${hypothesis.number}` }))
  const sorted = build({ state: stateWith({ hypotheses: verdicts }) })

  it('are grouped by verdict and state', () => {
    const statements = (beliefs: { statement: string }[]) => beliefs.map(({ statement }) => statement)
    expect(statements(sorted.causes.confirmed)).toEqual(['h1'])
    expect(statements(sorted.causes.contributing)).toEqual(['h2'])
    expect(statements(sorted.causes.suspected)).toEqual(['h3'])
    expect(statements(sorted.causes.ruledOut)).toEqual(['h4'])
    expect(statements(sorted.believed)).toEqual(['h1', 'h2', 'h3', 'h4', 'h5'])
  })

  it('are a gap until a hypothesis is confirmed as the cause', () => {
    const gaps = (hypotheses: typeof verdicts) =>
      build({ state: stateWith({ hypotheses }) }).gaps.map(({ section }) => section)
    expect(gaps(verdicts)).not.toContain('causes')
    expect(gaps(verdicts.slice(1))).toContain('causes')
    expect(gaps([])).toContain('causes')
  })
})

describe('gaps', () => {
  it('name the owner to fill them, else the commander, else say that there is no owner', () => {
    const whoWith = (...roles: string[]) => {
      const holders = roles.map((role) => holding(role, role === 'owner' ? 'UANA' : 'UBEN'))
      return new Set(build({ state: stateWith({ roles: holders }) }).gaps.map(({ who }) => who))
    }
    expect(whoWith('owner', 'commander')).toEqual(new Set(['Ana Alves']))
    expect(whoWith('commander')).toEqual(new Set(['Ben Berg']))
    expect(whoWith()).toEqual(new Set(['the owner (nobody is yet)']))
  })

  it('point at entries that may help', () => {
    const help = Object.fromEntries(document.gaps.map(({ section, help: entries }) => [section, entries]))
    expect(help).toEqual({
      summary: ['e1', 'e2'],
      impact: ['e2'],
      causes: ['e3', 'e7'],
      lessons: [],
      detection: ['e2'],
      resolution: ['e1', 'e4'],
      follow_ups: ['e4'],
    })
  })
})

describe('messages that could not be saved', () => {
  const lost = [
    { channelId: 'CINC', ts: 1_772_420_700_000_100n, threadTs: null },
    { channelId: 'CINC', ts: 1_772_420_760_000_000n, threadTs: 1_772_420_700_000_100n },
  ]

  it('are a gap in the timeline that links to them in Slack', () => {
    const [gap] = build({ lost }).gaps
    expect(gap).toMatchObject({
      section: 'timeline',
      missing: '2 messages of the channel, which could not be saved.',
      messages: [
        { at: '2026-03-02T03:05:00.000Z', permalink: expect.stringMatching(/archives\/CINC\/p\d+$/) },
        { at: '2026-03-02T03:06:00.000Z', permalink: expect.stringContaining('thread_ts=') },
      ],
    })
    expect(build({ lost: lost.slice(0, 1) }).gaps[0]?.missing).toMatch(/^A message/)
  })
})
