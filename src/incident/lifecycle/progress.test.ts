import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  callsOf,
  changed,
  contextAt,
  decided,
  linesOf,
  refusalOf,
  stateWith,
} from '../../../test/support/situation.ts'
import type { Status } from '../../core/incident/model.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { severityChanged, statusChanged } from './changes.ts'
import { changeSeverity, changeStatus, closeIncident } from './progress.ts'

const ctx = contextAt(30)
const inStatus = (status: Status, given = {}) => stateWith({ incident: { status, ...given } })
const move = (from: Status, to: string, why = '', given = {}) =>
  changeStatus({ ...ctx, state: inStatus(from, given), by: ana }, to, why)

describe('changing the status', () => {
  it.each<[Status, string, object]>([
    ['investigating', 'identified', {}],
    ['investigating', 'IDENTIFIED', {}],
    ['investigating', 'monitoring', { mitigatedAt: at(30) }],
    ['identified', 'monitoring', { mitigatedAt: at(30) }],
    ['monitoring', 'resolved', { resolvedAt: at(30) }],
    ['investigating', 'resolved', { resolvedAt: at(30) }],
  ])('moves from %s to %s', (from, to, reached) => {
    const decision = decided(move(from, to))
    expect(changed(decision, statusChanged)).toEqual([
      { ...statusChanged({ incidentId: 'incident', to: from, reached }), to: to.toLowerCase() },
    ])
    expect(changed(decision, entryAdded)[0]?.entry.kind).toBe('status')
    expect(linesOf(decision)).toHaveLength(1)
  })

  it.each<[Status, string, object, object]>([
    ['monitoring', 'investigating', { mitigatedAt: at(5) }, {}],
    ['resolved', 'monitoring', { mitigatedAt: at(5), resolvedAt: at(9) }, { resolvedAt: null }],
    ['resolved', 'investigating', { resolvedAt: at(9) }, { resolvedAt: null }],
  ])('needs a reason to step back from %s to %s', (from, to, given, reached) => {
    expect(refusalOf(move(from, to, '', given))).toContain('needs a reason')
    expect(changed(decided(move(from, to, 'it is back', given)), statusChanged)[0]).toMatchObject({
      reached,
    })
  })

  it('keeps the first time of mitigation', () => {
    const again = decided(move('investigating', 'monitoring', '', { mitigatedAt: at(5) }))
    expect(changed(again, statusChanged)[0]?.reached).toEqual({})
  })

  it.each<[string, Status, string, string]>([
    ['the current status', 'monitoring', 'monitoring', 'INC-12 is monitoring already.'],
    ['an unknown status', 'investigating', 'fixed', 'Which status? One of `investigating`, `identified`'],
    ['no status', 'investigating', '', 'Which status?'],
    ['cancelled, which has its own command', 'investigating', 'cancelled', 'Say `/incident cancel` with a reason'],
    ['closed, which has its own command', 'resolved', 'closed', 'Say `/incident close`'],
    [
      'any status once closed',
      'closed',
      'monitoring',
      'INC-12 is closed. Its status no longer changes; `/incident reopen`',
    ],
    ['any status once cancelled', 'cancelled', 'resolved', 'INC-12 is cancelled.'],
  ])('refuses %s', (_, from, to, sentence) => {
    expect(refusalOf(move(from, to, 'why'))).toContain(sentence)
  })

  it('says the reason, which pings nobody', () => {
    const decision = decided(move('investigating', 'monitoring', 'ask <!here>'))
    expect(linesOf(decision)).toEqual(['*Monitoring* · Ana Alves: ask &lt;!here&gt;'])
    expect(changed(decision, entryAdded)[0]?.entry.text).toBe('Monitoring: ask <!here>')
  })
})

describe('closing an incident', () => {
  it('sets the status and the time', () => {
    const decision = decided(closeIncident({ ...ctx, state: inStatus('resolved'), by: ana }))
    expect(changed(decision, statusChanged)[0]).toMatchObject({
      to: 'closed',
      reached: { closedAt: at(30) },
    })
  })

  it.each<Status>(['investigating', 'identified', 'monitoring'])('also resolves it while %s', (status) => {
    const [step] = changed(decided(closeIncident({ ...ctx, state: inStatus(status), by: ana })), statusChanged)
    expect(step).toMatchObject({ to: 'closed', reached: { resolvedAt: at(30), closedAt: at(30) } })
  })

  it('restores the status and both times when undone', () => {
    const [undoable] = changed(decided(closeIncident({ ...ctx, state: inStatus('monitoring'), by: ana })), undoableDone)
    expect(undoable?.inverse[0]).toMatchObject({
      to: 'monitoring',
      reached: { resolvedAt: null, closedAt: null },
    })
  })

  it('posts one line that includes what came with it', () => {
    const decision = decided(closeIncident({ ...ctx, state: inStatus('resolved'), by: ana }, 'adds summary'))
    expect(linesOf(decision)).toEqual(['*Closed* · Ana Alves · adds summary'])
    expect(changed(decision, undoableDone)[0]?.words).toBe('*Closed*')
  })

  it.each<[Status, string]>([
    ['closed', 'INC-12 is closed already.'],
    ['cancelled', 'INC-12 is cancelled already.'],
  ])('is refused while %s', (status, sentence) => {
    expect(refusalOf(closeIncident({ ...ctx, state: inStatus(status), by: ana }))).toContain(sentence)
  })
})

describe('changing the severity', () => {
  it('accepts any case, posts one line and updates the topic', () => {
    const decision = decided(changeSeverity({ ...ctx, state: stateWith(), by: ana }, 'sev3', 'few <are> hit'))
    expect(changed(decision, severityChanged)[0]?.to).toBe('SEV3')
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'severity',
      text: 'SEV1 → SEV3: few <are> hit',
    })
    expect(linesOf(decision)).toEqual(['*SEV1 → SEV3* · Ana Alves: few &lt;are&gt; hit'])
    expect(callsOf(decision)).toEqual(['post', 'refresh', 'set_topic'])
  })

  it.each([
    ['', stateWith(), 'Which severity? One of `SEV1`'],
    ['SEV9', stateWith(), 'Which severity?'],
    ['SEV1', stateWith(), 'INC-12 is SEV1 already.'],
    ['SEV2', inStatus('closed'), 'Its severity no longer changes.'],
  ])('refuses “%s”', (to, state, sentence) => {
    expect(refusalOf(changeSeverity({ ...ctx, state, by: ana }, to, ''))).toContain(sentence)
  })
})
