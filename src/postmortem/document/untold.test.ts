import { describe, expect, it } from 'vitest'
import { nothingKnown } from '../../../test/support/materials.ts'
import { ana, at, entryWith } from '../../../test/support/situation.ts'
import type { Entry } from '../../core/record/model.ts'
import { impactEntry } from '../../incident/impact/entry-data.ts'
import { declarationEntry, type StatusStep, statusEntry } from '../../incident/lifecycle/entry-data.ts'
import { roleEntry } from '../../incident/roles/entry-data.ts'
import { buildPostMortem } from './build.ts'
import { findUnreadableEntries, findUntoldEntries } from './untold.ts'

const declared = entryWith({
  id: 'e0',
  kind: 'status',
  ...declarationEntry({ severity: 'SEV1', mode: 'live', title: 'Checkout is slow' }),
})
const statusAt = (minutes: number, given: Partial<Entry> = {}) =>
  entryWith({ id: `e${minutes}`, kind: 'status', occurredAt: at(minutes), recordedAt: at(minutes), ...given })
const identified: StatusStep = { from: 'investigating', to: 'identified', reopened: false, reached: [], why: '' }
const resolved: StatusStep = { ...identified, from: 'identified', to: 'resolved', reached: ['resolved'] }
const documentOf = (...entries: Entry[]) => buildPostMortem({ ...nothingKnown(), entries })
const timelineGaps = (...entries: Entry[]) =>
  documentOf(...entries).gaps.filter(({ section }) => section === 'timeline')

describe('an entry of which only the words are known', () => {
  const untold = statusAt(10, { text: 'Identified: the proxy' })

  it('leaves a hole in the status history instead of a guess', () => {
    const { statuses } = documentOf(declared, untold, statusAt(20, statusEntry(resolved)))
    expect(statuses).toMatchObject([
      { status: 'investigating', from: at(0).toISOString(), to: at(10).toISOString() },
      { status: 'resolved', from: at(20).toISOString(), to: null },
    ])
  })

  it('is a gap that points at it', () => {
    expect(timelineGaps(declared, statusAt(20, statusEntry(resolved)))).toEqual([])
    expect(timelineGaps(declared, untold)).toMatchObject([
      { missing: 'Which status, time or impact an entry changed: only the words are kept.', help: ['e10'] },
    ])
    const corrected = entryWith({ id: 'e11', kind: 'correction', text: 'Detected: 03:02' })
    expect(timelineGaps(untold, corrected)).toMatchObject([
      { missing: 'Which status, time or impact 2 entries changed: only the words are kept.', help: ['e10', 'e11'] },
    ])
  })

  it('is none if no fact of the incident depends on it', () => {
    for (const kind of ['note', 'role', 'evidence', 'challenge', 'severity', 'update'] as const)
      expect(findUntoldEntries([entryWith({ kind })])).toEqual([])
  })
})

describe('data that does not fit', () => {
  const broken = statusAt(10, { data: { type: 'incident.status', to: 'fixed' } })

  it('counts as none', () => {
    expect(timelineGaps(declared, broken)).toMatchObject([{ help: ['e10'] }])
    expect(documentOf(declared, broken).statuses.map(({ status }) => status)).toEqual(['investigating'])
  })

  it('is found, whatever it is', () => {
    const fine = [
      ...[declared, statusAt(20, statusEntry(identified)), entryWith({ data: null })],
      entryWith(roleEntry({ role: 'commander', userId: ana.id, from: null }, () => ana.name)),
      entryWith({ data: { type: 'of.another.version', more: 1 } }),
    ]
    const unreadable = [broken, entryWith({ id: 'e1', data: [1] }), entryWith({ id: 'e2', data: 'resolved' })]
    expect(findUnreadableEntries([...fine, ...unreadable])).toEqual(unreadable)
  })
})

describe('the impact', () => {
  const window = { id: 'w1', from: at(0), to: at(5) }
  const report = (id: string, ...parts: Parameters<typeof impactEntry>[0]['parts']) =>
    entryWith({ id, kind: 'impact', ...impactEntry({ parts }, 'UTC') })
  const { impact } = buildPostMortem({
    ...nothingKnown(),
    impact: { periods: [window], facts: [{ name: 'users', value: '5' }] },
    entries: [
      report('e1', { period: 'w1', from: at(0), to: null, isRemoved: false }),
      report(
        'e2',
        { fact: 'requests', value: '5', was: null },
        { period: 'w2', from: at(6), to: at(7), isRemoved: false },
      ),
      report('e3', { fact: 'users', value: '50', was: null }),
      report('e4', { fact: 'users', value: '5', was: '50' }, { services: ['5'] }),
      report('e5', { period: 'w1', from: at(0), to: at(5), isRemoved: false }),
    ],
  })

  it('is traced to the entries about the same period, and about the same value of the same fact', () => {
    expect(impact.windows.map(({ entries }) => entries)).toEqual([['e1', 'e5']])
    expect(impact.facts.map(({ entries }) => entries)).toEqual([['e4']])
  })
})
