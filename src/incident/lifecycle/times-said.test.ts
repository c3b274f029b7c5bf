import { describe, expect, it } from 'vitest'
import { ana, at, changed, contextAt, decided, linesOf, refusalOf, stateWith } from '../../../test/support/situation.ts'
import type { Incident } from '../../core/incident/model.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { incidentCorrected } from './changes.ts'
import { correctableTimeNames } from './entry-data.ts'
import { allTimes, correctTime } from './times.ts'

const say = (words: string, given: Partial<Incident> = {}) =>
  correctTime(
    { ...contextAt(120), state: stateWith({ incident: given, zones: new Map([[ana.id, 'UTC']]) }), by: ana },
    words,
  )

describe('the entry and line of a corrected time', () => {
  it.each<[string, string, Partial<Incident>, string, RegExp]>([
    [
      'include the previous time',
      'started 02:40',
      { startedAt: at(-5) },
      'Impact began: Mon, 2 Mar 2026, 02:40 (UTC); was Mon, 2 Mar 2026, 02:55 (UTC)',
      /^\*Impact began\* <!date\^\d+\^.*\|Mon, 2 Mar 2026, 02:40 \(UTC\)>; was <!date\^\d+\^.*\|Mon, 2 Mar 2026, 02:55 \(UTC\)> · Ana Alves$/,
    ],
    [
      'have no previous time if there was none',
      'started 02:40',
      {},
      'Impact began: Mon, 2 Mar 2026, 02:40 (UTC)',
      /^\*Impact began\* <!date[^<>]*> · Ana Alves$/,
    ],
    [
      'include the reason',
      'Started 02:40  the graphs say so\nfrom then on',
      {},
      'Impact began: Mon, 2 Mar 2026, 02:40 (UTC): the graphs say so\nfrom then on',
      /the graphs say so/,
    ],
  ])('%s', (_, words, given, text, line) => {
    const decision = decided(say(words, given))
    expect(changed(decision, entryAdded)[0]?.entry.text).toBe(text)
    expect(linesOf(decision)[0]).toMatch(line)
  })

  it('use the incident’s zone', () => {
    const decision = decided(say('started 02:40', { zone: 'Asia/Kolkata' }))
    expect(changed(decision, entryAdded)[0]?.entry.text).toBe('Impact began: Mon, 2 Mar 2026, 08:10 (Asia/Kolkata)')
  })
})

describe('a time that cannot be corrected', () => {
  it.each([
    [
      '',
      {},
      'Which time? One of `started`, `detected`, `acknowledged`, `mitigated`, `resolved`. For example: `/incident time started 14:35`',
    ],
    [
      'soon 02:40',
      {},
      'Which time? One of `started`, `detected`, `acknowledged`, `mitigated`, `resolved`. For example: `/incident time started 14:35`',
    ],
    ['Declared 02:40', {}, 'When it was declared is what my own clock said: that stays.'],
    ['resolved 03:10', {}, 'INC-12 is not resolved. Say `/incident resolve` first.'],
    ['started', {}, 'When was it started? Write `14:35`, `yesterday 23:10` or `2026-11-20 14:35` after it.'],
    ['started 02:40', { startedAt: at(-20) }, 'That is the time I have: Mon, 2 Mar 2026, 02:40 (UTC).'],
    [
      'started 03:10',
      {},
      'Mon, 2 Mar 2026, 03:10 (UTC) would be after *declared*, Mon, 2 Mar 2026, 03:00 (UTC). Correct that first, or check the date.',
    ],
    [
      'acknowledged 02:20',
      { detectedAt: at(-30) },
      'Mon, 2 Mar 2026, 02:20 (UTC) would be before *detected*, Mon, 2 Mar 2026, 02:30 (UTC). Correct that first, or check the date.',
    ],
  ])('refuses “%s”', (words, given, refusal) => {
    expect(refusalOf(say(words, given))).toBe(refusal)
  })
})

it('each correctable time is corrected by its name', () => {
  for (const name of correctableTimeNames)
    expect(
      changed(
        decided(say(`${name} 02:40`, { declaredAt: at(0), resolvedAt: name === 'resolved' ? at(60) : null })),
        incidentCorrected,
      )[0]?.to,
    ).toEqual({ [`${name}At`]: at(-20) })
})

it('all seven times are shown in order, in the reader’s zone', () => {
  const incident = { ...stateWith().incident, detectedAt: at(-5), mode: 'drill' as const }
  expect(allTimes(incident, 'Asia/Kolkata')).toBe(
    [
      '*INC-12 · DRILL*',
      'Impact began: not recorded',
      'Detected: Mon, 2 Mar 2026, 08:25 (Asia/Kolkata)',
      'Declared: Mon, 2 Mar 2026, 08:30 (Asia/Kolkata)',
      'Acknowledged: not recorded',
      'Mitigated: not recorded',
      'Resolved: not recorded',
      'Closed: not recorded',
    ].join('\n'),
  )
})
