import { describe, expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { at } from '../../../test/support/situation.ts'
import { type BriefEntry, type BriefSource, buildBriefLines, recheckReadLines } from './build.ts'
import type { IdentifyingDetails } from './mask.ts'
import type { BriefLine } from './model.ts'

const hidden: IdentifyingDetails = {
  title: 'Checkout is slow',
  channelName: 'inc-12-checkout-is-slow',
  names: ['Ana Alves', 'Ana'],
}

const entry = (text: string, given: Partial<BriefEntry> = {}): BriefEntry => ({
  id: text,
  kind: 'observation',
  text,
  occurredAt: at(10),
  writtenAt: given.occurredAt ?? at(10),
  isAlert: false,
  result: null,
  ...given,
})

const recorded = (entries: BriefEntry[], given: Partial<BriefSource> = {}): BriefSource => ({
  entries,
  windows: [],
  facts: [],
  names: [],
  ...given,
})

const alb = { statement: 'ALB is failing', openedAt: at(5) }
const lines = (entries: BriefEntry[], given: Partial<BriefSource> = {}) =>
  buildBriefLines(recorded(entries, given), [alb], hidden)
const goes = (given: readonly BriefLine[]) => given.filter(({ included }) => included).map(({ text }) => text)
const one = (text: string, given: Partial<BriefEntry> = {}) => lines([entry(text, given)])[0]

describe('a brief', () => {
  it('lists symptoms, impact, changes and actions with their results, in order of occurrence', () => {
    const given = lines(
      [
        entry('restarted two workers', { kind: 'action', result: 'no_effect', occurredAt: at(9) }),
        entry('deployed 4.2', { kind: 'change', occurredAt: at(-30) }),
        entry('requests time out', { occurredAt: at(1) }),
        entry('time-outs are up', { kind: 'recurrence', occurredAt: at(20) }),
        entry('p99 above 3 s', { kind: 'note', isAlert: true, occurredAt: at(0) }),
        entry('drained a node', { kind: 'action', occurredAt: at(21) }),
      ],
      {
        windows: [{ from: at(-1), to: at(12) }],
        facts: [{ name: 'users', value: 'one in five' }],
      },
    )
    expect(goes(given)).toEqual([
      'Impact, users: one in five',
      'Changed: deployed 4.2',
      'Impact begins',
      'Alert: p99 above 3 s',
      'requests time out',
      'Done: restarted two workers → no effect',
      'Impact ends, after 13 min',
      'Again: time-outs are up',
      'Done: drained a node → no result yet',
    ])
  })

  it.each([
    'hypothesis',
    'evidence',
    'challenge',
    'waiting',
    'decision',
    'update',
    'lesson',
    'role',
    'status',
    'severity',
    'correction',
    'impact',
  ] as const)('leaves out entries of kind %s', (kind) => {
    expect(lines([entry('requests time out', { kind })])).toEqual([])
  })

  it.each([
    ['the ALBs answer 502', 'names “ALB”, which only “ALB is failing” brought up'],
    ['Checkout is slow!', "says the incident's title"],
  ])('leaves out “%s”, and says why', (text, because) => {
    expect(one(text)).toMatchObject({ included: false, because })
  })

  it.each([
    ['kafkaesque', ['kafkaesque']],
    ['inc-12-checkout-is-slow', ['a', 'channel']],
    ['grafana.acme.com/d/1', ['(link)']],
    ['https://grafana.acme.com/d/1', ['(link)']],
    ['@Ana', ['somebody']],
  ])('cuts “%s” off whole wherever a long line ends inside it', (word, whole) => {
    const fillers = [60, 65, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79].flatMap((count) => [
      'o '.repeat(count),
      `ooo ${'o '.repeat(count - 2)}`,
      `oo ${'o '.repeat(count - 1)}`,
    ])
    const said = fillers.flatMap((filler) => one(`${filler}${word} ${'o '.repeat(300)}`)?.text.split(' '))
    expect([...new Set(said)].sort()).toEqual(['o', 'oo', 'ooo', ...whole, '…'].sort())
  })

  it('reads only the beginning of pasted text', () => {
    const withPasted = (length: number) =>
      leastWorked(() => lines([entry(`host OOMKilled ${'host OOMKilled '.repeat(length / 15)}`)]))
    withPasted(1_500)
    expect(withPasted(1_500_000)).toBeLessThan(50)
  })

  it.each([
    ['maybe the cache is cold', 'sounds like an explanation'],
    ['opened a support case with AWS', 'tells of waiting on somebody'],
  ])('leaves out the note “%s”, and says why', (text, because) => {
    expect(one(text, { kind: 'note' })).toMatchObject({ included: false, because })
  })

  it('leaves out an impact fact that gives a hypothesis away', () => {
    const given = lines([], { facts: [{ name: 'requests', value: 'all through the ALB' }] })
    expect(given[0]).toMatchObject({ included: false })
  })

  it.each([
    ['see https://grafana.acme.com/d/1?x=1 now', 'see (link) now'],
    ['see grafana.acme.com/d/1', 'see (link)'],
    ['asked in #ops-help', 'asked in a channel'],
    ['from inc-12-checkout-is-slow', 'from a channel'],
    ['@Ana Alves and @dana.d see it', 'somebody and somebody see it'],
    ['HTTP 500 at 3 %', 'HTTP 500 at 3 %'],
    ['inc-12-checkout-is-slowly', 'inc-12-checkout-is-slowly'],
    ['case #123', 'case #123'],
  ])('renders “%s” as “%s”', (text, shown) => {
    expect(one(text)?.text).toBe(shown)
  })

  it('cuts long lines, and keeps the first and the last of too many', () => {
    const many = Array.from({ length: 60 }, (_, n) => entry(`${n} ${'x'.repeat(400)}`, { occurredAt: at(n) }))
    const taken = goes(lines(many))
    expect(taken.length).toBeGreaterThan(20)
    expect(taken[0]?.startsWith('0 x')).toBe(true)
    expect(taken.at(-1)?.startsWith('59 x')).toBe(true)
    expect(Math.max(...taken.map(({ length }) => length))).toBeLessThanOrEqual(200)
  })
})

it('masks a channel named like a team only where it is written as a channel', () => {
  const [line] = buildBriefLines(recorded([entry('the ops team in #ops sees devops fail')]), [], {
    ...hidden,
    channelName: 'ops',
  })
  expect(line?.text).toBe('the ops team in a channel sees devops fail')
})

describe('a word that a symptom used before a hypothesis did', () => {
  const said = (given: Partial<BriefEntry>) =>
    goes(lines([entry('ALB metrics look odd', { occurredAt: at(1), ...given }), entry('the ALB is quiet')]))

  it('gives nothing away if the symptom was seen and written before', () => {
    expect(said({})).toEqual(['ALB metrics look odd', 'the ALB is quiet'])
    expect(said({ kind: 'note', isAlert: true })).toHaveLength(2)
    expect(said({ kind: 'change' })).toHaveLength(2)
  })

  it.each([
    ['a symptom written down afterwards, though it had happened before', { writtenAt: at(6) }],
    ['a symptom that happened afterwards', { occurredAt: at(6), writtenAt: at(1) }],
    ['a note', { kind: 'note' }],
    ['an action', { kind: 'action' }],
  ] as const)('gives the hypothesis away if it was %s', (_, given) => {
    expect(said(given)).toEqual([])
  })
})

describe('checking lines again before sending', () => {
  const read = lines([entry('requests time out'), entry('the ALB is quiet'), entry('workers restart')])

  it('leaves out a line that a new hypothesis has made revealing', () => {
    const workers = { statement: 'the workers die', openedAt: at(11) }
    const anew = buildBriefLines(
      recorded([entry('requests time out', { occurredAt: at(12) }), entry('workers restart', { occurredAt: at(12) })]),
      [alb, workers],
      hidden,
    )
    const fresh = buildBriefLines(recorded([entry('workers restart', { occurredAt: at(12) })]), [alb, workers], hidden)
    expect(
      goes(
        recheckReadLines(
          anew.map((line) => ({ ...line, included: true })),
          fresh,
        ),
      ),
    ).toEqual([])
  })

  it('leaves out a line that was withdrawn or reworded since', () => {
    const anew = lines([entry('requests time out'), { ...entry('other words'), id: 'workers restart' }])
    expect(goes(recheckReadLines(read, anew))).toEqual(['requests time out'])
  })

  it('adds nothing that nobody has read', () => {
    expect(goes(recheckReadLines(read, [...read, ...lines([entry('new')])]))).toEqual(goes(read))
  })

  it('keeps what a person took in, and leaves out what they took out', () => {
    const chosen = read.map((line) => ({ ...line, included: !line.included, byHand: true }))
    expect(goes(recheckReadLines(chosen, read))).toEqual(['the ALB is quiet'])
  })
})
