import { describe, expect, it } from 'vitest'
import { checkView } from '../../../playground/blocks/validate.ts'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { markupIn } from '../../../test/support/pings.ts'
import { ana, at, ben, incidentWith } from '../../../test/support/situation.ts'
import { homeView } from '../../messages/blocks.ts'
import type { HomeState } from './model.ts'
import { homeBlocks } from './view.ts'

const hostile = '<!channel> & <@UBEN> *bold*\n'.repeat(20)
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const nothing: HomeState = {
  open: [],
  mine: { shown: [], total: 0 },
  others: { shown: [], total: 0 },
  origins: new Map(),
  unpublished: { shown: [], total: 0 },
  reviews: { shown: [], total: 0 },
  overall: { incidents: 0, challenges: null, medianLedWrongly: null },
  names: new Map([[ben.id, ben.name]]),
  workspaceUrl: null,
  today: new Date('2026-03-02'),
}

/** Every list at the most items that are loaded, with far more in total. */
const full: HomeState = {
  ...nothing,
  open: many(300, (index) => ({
    incident: incidentWith({ id: `i${index}`, number: index, title: hostile }),
    commander: ben.id,
    held: ['commander', 'scribe'],
    believed: { statement: hostile, as: 'leads' },
    unexplained: 3,
  })),
  mine: {
    shown: many(15, (index) =>
      followUpWith({ number: index, text: hostile, ownerId: ana.id, dueOn: new Date('2026-03-01') }),
    ),
    total: 400,
  },
  others: {
    shown: many(20, (index) => followUpWith({ number: index, text: hostile, owner: hostile.slice(0, 80) })),
    total: 500,
  },
  origins: new Map([['incident', incidentWith({ title: hostile })]]),
  unpublished: {
    shown: many(10, () => ({ ...incidentWith({ title: hostile }), closedAt: at(5), isInReview: true })),
    total: 60,
  },
  reviews: {
    shown: many(5, () => ({ ...incidentWith({ title: hostile }), nextReviewOn: new Date('2026-03-01') })),
    total: 60,
  },
  overall: {
    incidents: 14,
    challenges: {
      asked: 61,
      moot: 1,
      answered: 48,
      answeredAnew: 20,
      followedAnew: 3,
      medianToAnswer: 240_000,
    },
    medianLedWrongly: 2_100_000,
  },
}

describe('Home', () => {
  it.each([
    ['no content', nothing],
    ['every list full', full],
  ])("fits Slack's limits with %s", (_what, home) => {
    const blocks = homeBlocks(home, '/incident')
    expect(blocks.length).toBeLessThanOrEqual(100)
    expect(checkView(homeView(blocks), 'home')).toEqual([])
  })

  it('counts what each list leaves out', () => {
    const text = JSON.stringify(homeBlocks(full, '/incident'))
    for (const more of ['260 more', '385 more', '480 more', '50 more']) expect(text).toContain(`… and ${more}.`)
  })

  it('shows investigation statistics in one line, and none without incidents', () => {
    expect(JSON.stringify(homeBlocks(full, '/incident'))).toContain(
      'Last 90 days, 14 incidents: 61 questions · 80 % answered · 20 answered with a new hypothesis or test · 3 more followed by one within 30 min · what was later ruled out led for 35 min (median). Drills are not counted.',
    )
    expect(JSON.stringify(homeBlocks(nothing, '/incident'))).not.toContain('Last 90 days')
  })

  it.each(['confirmed', 'leads'] as const)('labels the hypothesis of an incident: %s', (as) => {
    const [one] = full.open
    if (!one) throw new Error('the fixture has no open incident')
    const open = [{ ...one, believed: { statement: 'a leak', as } }]
    expect(JSON.stringify(homeBlocks({ ...nothing, open }, '/incident'))).toContain(`      ${as}: “a leak”`)
  })

  it('drops whole lines instead of cutting one', () => {
    const text = JSON.stringify(homeBlocks(full, '/incident'))
    expect(text.match(/declared <!date/g)).toHaveLength(40)
    expect(text).not.toContain('<!date^177…')
  })

  it('mentions nobody, whatever the user text contains', () => {
    expect(new Set(markupIn(homeBlocks(full, '/incident')))).toEqual(new Set(['<#CINC>']))
  })

  it("groups others' follow-ups by owner, unowned ones last", () => {
    const shown = [
      followUpWith(),
      followUpWith({ number: 2, owner: 'platform' }),
      followUpWith({ number: 3, ownerId: ben.id }),
    ]
    const text = JSON.stringify(homeBlocks({ ...nothing, others: { shown, total: 3 } }, '/incident'))
    expect(text.match(/\*F\d\*/g)).toEqual(['*F3*', '*F2*', '*F1*'])
  })

  it('marks follow-ups due before today as overdue, not those due today', () => {
    const row = (dueOn: string) => {
      const mine = { shown: [followUpWith({ dueOn: new Date(dueOn) })], total: 1 }
      return JSON.stringify(homeBlocks({ ...nothing, mine }, '/incident'))
    }
    expect(row('2026-03-01')).toContain('*overdue*')
    expect(row('2026-03-02')).not.toContain('*overdue*')
  })
})
