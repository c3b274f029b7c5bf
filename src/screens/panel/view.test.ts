import { describe, expect, it } from 'vitest'
import { ana, at, holding, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import type { Status } from '../../core/incident/model.ts'
import { incidentPanelMessage } from './view.ts'

const shown = (overrides: Parameters<typeof stateWith>[0]) =>
  JSON.stringify(incidentPanelMessage(stateWith(overrides), new Map()))

describe('the panel', () => {
  it.each<[Status, Date | null]>([
    ['investigating', null],
    ['monitoring', null],
    ['closed', at(120)],
    ['cancelled', at(120)],
  ])('labels the declaration time as such in status "%s"', (status, closedAt) => {
    const roles = [holding('commander', ana.id)]
    const text = shown({ incident: { status, closedAt }, roles })
    expect(text).toMatch(RegExp(`${status} · declared <!date\\^[^>]*03:00 UTC> · commander: Ana Alves`))
  })

  const open = hypothesisWith({ number: 1, statement: 'the ALB' })
  const cause = hypothesisWith({ number: 2, statement: 'a leak', state: 'confirmed', verdict: 'cause' })
  it.each([
    ['the leading hypothesis', [open], '*Leads:* “the ALB”, open since'],
    [
      'the confirmed cause and no leading hypothesis',
      [open, cause],
      '*Confirmed as the cause:* “a leak” · 1 still open',
    ],
    ['the confirmed cause when nothing is open', [cause], '*Confirmed as the cause:* “a leak”'],
  ])('shows %s, in open and closed incidents', (_, hypotheses, expected) => {
    for (const status of ['investigating', 'closed'] as const) {
      const text = shown({ incident: { status }, hypotheses })
      expect(text).toContain(expected)
      expect(text.includes('Leads:')).toBe(expected.includes('Leads:'))
    }
  })
})
