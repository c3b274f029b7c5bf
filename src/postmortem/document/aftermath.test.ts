import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { ana, stateWith } from '../../../test/support/situation.ts'
import type { FollowUp } from '../../follow-ups/model.ts'
import { buildFollowUpItems } from './aftermath.ts'

const itemsOf = (...followUps: FollowUp[]) =>
  buildFollowUpItems(stateWith({ incident: { zone: 'Europe/Lisbon' }, followUps }))

describe('followUpsOf', () => {
  it('dates the end of a follow-up in the time zone of the incident', () => {
    // Summer time: 23:30 UTC is half past midnight in Lisbon.
    const endedAt = new Date('2026-07-01T23:30:00Z')
    const [done, dropped] = itemsOf(
      followUpWith({ number: 1, state: 'done', endedAt, endedBy: ana.id }),
      followUpWith({ number: 2, state: 'dropped', endedAt, endedBy: ana.id, endedBecause: 'we alert' }),
    )
    expect([done?.doneOn, dropped?.doneOn]).toEqual(['2026-07-02', '2026-07-02'])
  })

  it('gives no end date while the follow-up is to do', () => {
    const items = itemsOf(
      followUpWith({ number: 1, dueOn: new Date('2026-07-01') }),
      followUpWith({ number: 2, state: 'in_progress' }),
    )
    expect(items.map(({ doneOn, dueOn }) => [doneOn, dueOn])).toEqual([
      [null, '2026-07-01'],
      [null, null],
    ])
  })
})
