import { describe, expect, it } from 'vitest'
import { ana, at, holding, stateWith } from '../../test/support/situation.ts'
import type { Status } from '../incident/model.ts'
import { panel } from './view.ts'

const shown = (given: Parameters<typeof stateWith>[0]) => JSON.stringify(panel(stateWith(given), new Map()))

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
})
