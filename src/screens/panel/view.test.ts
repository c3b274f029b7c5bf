import { describe, expect, it } from 'vitest'
import { ana, at, holding, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import type { Status } from '../../core/incident/model.ts'
import { incidentPanelMessage } from './view.ts'

const shown = (given: Parameters<typeof stateWith>[0]) =>
  JSON.stringify(incidentPanelMessage(stateWith(given), new Map()))

describe('the panel', () => {
  it.each<[Status, Date | null]>([
    ['investigating', null],
    ['monitoring', null],
    ['closed', at(120)],
    ['cancelled', at(120)],
  ])('gives the time of the declaration as that, and not as the time of "%s"', (status, closedAt) => {
    const roles = [holding('commander', ana.id)]
    const text = shown({ incident: { status, closedAt }, roles })
    expect(text).toMatch(RegExp(`${status} · declared <!date\\^[^>]*03:00 UTC> · commander: Ana Alves`))
  })

  const open = hypothesisWith({ number: 1, statement: 'the ALB' })
  const cause = hypothesisWith({ number: 2, statement: 'a leak', state: 'confirmed', verdict: 'cause' })
  it.each([
    ['the one that leads', [open], '*Leads:* “the ALB”, open since'],
    [
      'the confirmed cause, beside which nothing leads',
      [open, cause],
      '*Confirmed as the cause:* “a leak” · 1 still open',
    ],
    ['the confirmed cause alone', [cause], '*Confirmed as the cause:* “a leak”'],
  ])('of a closed incident too shows %s', (_, hypotheses, expected) => {
    for (const status of ['investigating', 'closed'] as const) {
      const text = shown({ incident: { status }, hypotheses })
      expect(text).toContain(expected)
      expect(text.includes('Leads:')).toBe(expected.includes('Leads:'))
    }
  })
})
