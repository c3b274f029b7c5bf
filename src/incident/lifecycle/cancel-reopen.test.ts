import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  callsOf,
  challengeWith,
  changed,
  contextAt,
  decided,
  incidentWith,
  refusalOf,
  settingsOf,
  stateWith,
} from '../../../test/support/situation.ts'
import type { Status } from '../../core/incident/model.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { nextChallenge } from '../../investigation/challenges/policy.ts'
import { cancelIncident, reopenIncident } from './cancel-reopen.ts'
import { incidentCorrected, statusChanged } from './changes.ts'
import { correctDetails, correctMode, incidentDetailsModal } from './details.ts'

const ctx = contextAt(60)
const inStatus = (status: Status, given = {}) => stateWith({ incident: { status, ...given } })

describe('cancelling an incident', () => {
  it('ends it and can be undone', () => {
    const decision = decided(cancelIncident({ ...ctx, state: inStatus('monitoring'), by: ana }, 'a probe'))
    expect(changed(decision, statusChanged)[0]).toMatchObject({
      to: 'cancelled',
      reached: { closedAt: at(60) },
    })
    expect(changed(decision, undoableDone)[0]?.inverse[0]).toMatchObject({
      to: 'monitoring',
      reached: { closedAt: null },
    })
  })

  it.each<[Status, string, string]>([
    ['investigating', '', 'Why was it a false alarm?'],
    ['closed', 'x', 'INC-12 is closed already.'],
    ['cancelled', 'x', 'INC-12 is cancelled already.'],
  ])('is refused while %s for the reason “%s”', (status, why, sentence) => {
    expect(refusalOf(cancelIncident({ ...ctx, state: inStatus(status), by: ana }, why))).toContain(sentence)
  })
})

describe('reopening an incident', () => {
  it.each<Status>(['resolved', 'closed', 'cancelled'])('starts over from %s', (status) => {
    const times = { resolvedAt: at(20), closedAt: at(30) }
    const decision = decided(reopenIncident({ ...ctx, state: inStatus(status, times), by: ana }, 'it is back', null))
    expect(changed(decision, statusChanged)[0]).toMatchObject({
      to: 'investigating',
      reached: { resolvedAt: null, closedAt: null, reopenedAt: at(60) },
    })
    expect(changed(decision, undoableDone)[0]?.inverse[0]).toMatchObject({ to: status, reached: times })
  })

  it('needs a reason, an ended incident, and a channel no other open incident uses', () => {
    expect(refusalOf(reopenIncident({ ...ctx, state: inStatus('closed'), by: ana }, '', null))).toContain(
      'needs a reason',
    )
    expect(refusalOf(reopenIncident({ ...ctx, state: inStatus('monitoring'), by: ana }, 'x', null))).toContain(
      'is open: monitoring',
    )
    const other = incidentWith({ id: 'other', number: 13 })
    expect(refusalOf(reopenIncident({ ...ctx, state: inStatus('closed'), by: ana }, 'x', other))).toContain(
      'This channel serves INC-13 now',
    )
    expect(refusalOf(reopenIncident({ ...ctx, state: inStatus('closed'), by: ana }, 'x', incidentWith()))).toBe('')
  })

  it('allows new challenges, however many went unanswered before', () => {
    const { challenges: policy } = settingsOf()
    const challenges = [1, 2, 3, 4, 5].map((number) =>
      challengeWith({ number, askedAt: at(number), state: 'superseded' }),
    )
    expect(nextChallenge(stateWith({ challenges }), policy, at(60))).toBeNull()
    const again = stateWith({ challenges, incident: { reopenedAt: at(60) } })
    expect(nextChallenge(again, policy, at(60))?.dueAt).toEqual(at(75))
  })
})

describe('correcting details', () => {
  const fields = { title: 'Checkout is slow', summary: '', services: '', mode: 'live' }
  const correct = (given: Partial<typeof fields>, incident = {}) => {
    const state = stateWith({ incident })
    const shown = incidentDetailsModal(state, 'CINC').about?.about ?? ''
    return correctDetails({ ...ctx, state, by: ana }, shown, { ...fields, ...given })
  }

  it('records all differences in one entry, with the previous values', () => {
    const decision = decided(correct({ title: ' Orders \n lost', services: 'a,b' }, { services: ['a'] }))
    expect(changed(decision, incidentCorrected)[0]?.to).toEqual({
      title: 'Orders lost',
      services: ['a', 'b'],
    })
    expect(changed(decision, entryAdded)[0]?.entry.text).toBe(
      'Title: Orders lost (was Checkout is slow) · Services: a, b (was a)',
    )
    expect(callsOf(decision)).toContain('set_topic')
    expect(callsOf(decision)).not.toContain('rename_channel')
  })

  it('changes nothing without a difference', () => {
    expect(decided(correct({})).changes).toEqual([])
  })

  it.each([
    ['', 'A few words are enough'],
    ['x'.repeat(501), 'under 500 characters'],
  ])('refuses the title “%.10s” at its field', (title, sentence) => {
    expect(correct({ title })).toMatchObject({ refusal: expect.stringContaining(sentence), field: 'title' })
  })

  it.each([
    ['drill', {}, ['rename_channel']],
    ['live', { mode: 'drill' as const }, ['rename_channel']],
    ['retro', {}, []],
    ['drill', { here: true }, []],
    ['drill', { channelId: null }, []],
  ])('renames the channel only for a change to or from drill: %s of %j', (mode, given, renames) => {
    const decision = decided(correctMode({ ...ctx, state: stateWith({ incident: given }), by: ana }, mode))
    expect(callsOf(decision).filter((call) => call === 'rename_channel')).toEqual(renames)
  })
})
