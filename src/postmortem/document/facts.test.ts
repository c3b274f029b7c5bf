import { describe, expect, it } from 'vitest'
import { nothingKnown } from '../../../test/support/materials.ts'
import {
  ana,
  at,
  changed,
  contextAt,
  decided,
  entryWith,
  incidentWith,
  stateWith,
} from '../../../test/support/situation.ts'
import type { Decision, Refusal } from '../../core/decision.ts'
import type { Status } from '../../core/incident/model.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { cancelIncident, reopenIncident } from '../../incident/lifecycle/cancel-reopen.ts'
import { statusChanged } from '../../incident/lifecycle/changes.ts'
import { declarationEntry, timeCorrectionEntry } from '../../incident/lifecycle/entry-data.ts'
import { changeStatus, closeIncident } from '../../incident/lifecycle/progress.ts'
import type { PostMortemContext } from '../settings.ts'
import { buildIncidentFacts } from './facts.ts'

type Step = (ctx: PostMortemContext) => Decision | Refusal

const to =
  (status: Status): Step =>
  (ctx) =>
    changeStatus({ ...ctx, by: ana }, status, 'because')
const closing: Step = (ctx) => closeIncident({ ...ctx, by: ana })
const cancelling: Step = (ctx) => cancelIncident({ ...ctx, by: ana }, 'a false alarm')
const reopening: Step = (ctx) => reopenIncident({ ...ctx, by: ana }, 'it is back', null)

/** The status history of an incident that takes these steps, ten minutes apart from its declaration on. */
function historyOf(steps: readonly Step[]) {
  let incident = incidentWith()
  const entries = [
    entryWith({ id: 'e0', kind: 'status', ...declarationEntry({ severity: 'SEV1', mode: 'live', title: 'Slow' }) }),
  ]
  for (const [index, step] of steps.entries()) {
    const decision = decided(step({ ...contextAt(10 * (index + 1)), state: stateWith({ incident }) }))
    for (const { entry } of changed(decision, entryAdded)) entries.push(entryWith({ ...entry, id: `e${index + 1}` }))
    for (const change of changed(decision, statusChanged))
      incident = { ...incident, ...change.reached, status: change.to }
  }
  const { statuses } = buildIncidentFacts({ ...nothingKnown(), state: stateWith({ incident }), entries })
  expect(statuses.at(-1)?.status).toBe(incident.status)
  return statuses
}

describe('the status history', () => {
  it.each<[string, Step[], Status[]]>([
    ['is declared', [], ['investigating']],
    [
      'takes every step',
      [to('identified'), to('monitoring'), to('resolved'), closing],
      ['investigating', 'identified', 'monitoring', 'resolved', 'closed'],
    ],
    ['is closed at once', [closing], ['investigating', 'closed']],
    ['is closed without having been resolved', [to('monitoring'), closing], ['investigating', 'monitoring', 'closed']],
    ['was a false alarm', [cancelling], ['investigating', 'cancelled']],
    [
      'is reopened and closed again',
      [closing, reopening, to('resolved'), closing],
      ['investigating', 'closed', 'investigating', 'resolved', 'closed'],
    ],
  ])('covers an incident that %s', (_, steps, expected) => {
    const history = historyOf(steps)
    expect(history.map(({ status }) => status)).toEqual(expected)
    const times = expected.map((__, index) => at(10 * index).toISOString())
    expect(history.map(({ from }) => from)).toEqual(times)
    expect(history.map(({ to: end }) => end)).toEqual([...times.slice(1), null])
  })
})

describe('the times', () => {
  it('are traced to the entry that set them: closing at once sets two', () => {
    const state = stateWith({ incident: { resolvedAt: at(10), closedAt: at(10) } })
    const [closed] = changed(decided(closeIncident({ ...contextAt(10), state: stateWith(), by: ana })), entryAdded)
    const entries = [entryWith({ ...closed?.entry, id: 'closed' })]
    const { times } = buildIncidentFacts({ ...nothingKnown(), state, entries })
    expect(times.resolved?.entries).toEqual(['closed'])
    expect(times.closed?.entries).toEqual(['closed'])
    expect(times.declared?.entries).toEqual([])
  })

  it('are traced to the correction that gave the time they have', () => {
    const correction = (minutes: number, time: 'detected' | 'started') =>
      entryWith({
        id: `${time} ${minutes}`,
        kind: 'correction',
        ...timeCorrectionEntry({ time, to: at(minutes), was: null, why: '' }, 'UTC'),
      })
    const entries = [correction(-5, 'started'), correction(-3, 'detected'), correction(-5, 'detected')]
    const state = stateWith({ incident: { detectedAt: at(-5) } })
    const { times } = buildIncidentFacts({ ...nothingKnown(), state, entries })
    expect(times.detected?.entries).toEqual(['detected -5'])
  })
})
