import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../test/support/follow-up.ts'
import { ana, ben, changed, contextAt, stateWith } from '../../test/support/situation.ts'
import { timerSet } from '../core/timers/changes.ts'
import { followUpReminded } from './changes.ts'
import type { FollowUp, OwedFollowUp } from './model.ts'
import { findDueFollowUps, reconcileFollowUpReminders, remindOfFollowUps } from './remind.ts'

/** Friday 6 March 2026, 09:00 UTC. */
const minutes = (4 * 24 + 6) * 60
const ctx = contextAt(minutes)
const friday = new Date('2026-03-06')
const here = stateWith().incident
const elsewhere = { ...here, id: 'other', number: 13, title: 'Mail <!here> is late', channelId: 'COTHER' }
const owed = (overrides: Partial<FollowUp>, incident = here): OwedFollowUp => ({
  followUp: followUpWith({ dueOn: friday, ownerId: ana.id, ...overrides }),
  incident,
})
const stateOf = (...followUps: FollowUp[]) => stateWith({ followUps, timers: new Map([['followups', ctx.now]]) })
const due = (overrides: Partial<FollowUp> = {}) => followUpWith({ dueOn: friday, ...overrides })

describe('remindOfFollowUps', () => {
  it('sends a person all their follow-ups in one message and marks each as reminded', () => {
    const mine = due({ ownerId: ana.id })
    const debts = new Map([
      [ana.id, [{ followUp: mine, incident: here }, owed({ id: 'far', incidentId: 'other', number: 2 }, elsewhere)]],
    ])
    const { changes, send } = remindOfFollowUps({ ...ctx, state: stateOf(mine) }, debts)
    expect(send.map(({ to }) => to)).toEqual([{ person: ana.id }])
    expect(JSON.stringify(send)).toContain('Mail &lt;!here&gt; is late')
    expect(changes[0]).toEqual(followUpReminded({ ids: ['f1', 'far'], at: ctx.now }))
    expect(changes[1]).toMatchObject({ type: 'timer.set', dueAt: new Date('2026-03-07T09:00:00Z') })
  })

  it('posts to the channel what belongs to a team, to nobody, or to somebody who cannot be sent it', () => {
    const state = stateOf(due({ owner: 'platform' }), due({ number: 2 }), due({ number: 3, ownerId: ben.id }))
    const { send, changes } = remindOfFollowUps({ ...ctx, state }, new Map())
    expect(send.map(({ to }) => to)).toEqual([{ incident: 'incident' }])
    expect(changes[0]).toMatchObject({ ids: ['f1', 'f2', 'f3'] })
    expect(JSON.stringify(send)).toMatch(/for platform.*nobody owns it.*for Ben Berg/)
  })

  it("posts a private incident's follow-up in its channel when the owner may not see it, sends the others", () => {
    const hidden = due({ ownerId: ana.id })
    const debts = new Map([[ana.id, [owed({ id: 'far', incidentId: 'other' }, elsewhere)]]])
    const { send } = remindOfFollowUps({ ...ctx, state: stateOf(hidden) }, debts)
    expect(send.map(({ to }) => to)).toEqual([{ person: ana.id }, { incident: 'incident' }])
  })

  it('skips a follow-up that another timer has just reminded of, until its next reminder', () => {
    const stale = due({ ownerId: ana.id })
    const debts = new Map([[ana.id, [owed({ remindedAt: ctx.now })]]])
    const { changes, send } = remindOfFollowUps({ ...ctx, state: stateOf(stale) }, debts)
    expect(send).toEqual([])
    expect(changes).toEqual([
      timerSet({ incidentId: 'incident', kind: 'followups', dueAt: new Date('2026-03-07T09:00:00Z') }),
    ])
  })

  it('only resets the timer when it fires early or nothing is due any more', () => {
    expect(remindOfFollowUps({ ...contextAt(minutes - 1), state: stateOf(due()) }, new Map())).toEqual({
      changes: [],
      send: [],
    })
    const { changes, send } = remindOfFollowUps({ ...ctx, state: stateOf(due({ state: 'done' })) }, new Map())
    expect(send).toEqual([])
    expect(changes).toEqual([timerSet({ incidentId: 'incident', kind: 'followups', dueAt: null })])
  })

  it('sends nothing for a cancelled incident', () => {
    const cancelled = stateWith({ incident: { status: 'cancelled' }, followUps: [due()] })
    expect(findDueFollowUps(cancelled, ctx.now)).toEqual([])
    expect(reconcileFollowUpReminders(cancelled).changes).toEqual([])
  })

  it("keeps a long reminder within Slack's limits and counts the rest", () => {
    const many = Array.from({ length: 60 }, (_, index) => due({ number: index + 1, text: '&'.repeat(500) }))
    const [{ call } = { call: undefined }] = remindOfFollowUps({ ...ctx, state: stateOf(...many) }, new Map()).send
    const blocks = call?.do === 'post' ? call.message.blocks : []
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000)
    expect(JSON.stringify(blocks.at(-1))).toContain('54 more')
  })

  it('sets the timer after every change', () => {
    const { changes } = reconcileFollowUpReminders(stateWith({ followUps: [due()] }))
    expect(changes).toMatchObject([{ type: 'timer.set', kind: 'followups', dueAt: new Date('2026-03-06T09:00:00Z') }])
    expect(changed({ changes, send: [] }, timerSet)).toHaveLength(1)
  })
})
