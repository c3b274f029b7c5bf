import { describe, expect, it } from 'vitest'
import { at, incidentWith } from '../../../test/support/situation.ts'
import { extractIncidentTimes, findTimeOrderConflict, type TimeName, timeNames } from './time-order.ts'

/** Pairs whose first time must come before the second: in every mode, and in live incidents and drills only. */
const always = [
  'started detected',
  'started acknowledged',
  'started mitigated',
  'started resolved',
  'started closed',
  'detected acknowledged',
  'detected closed',
  'mitigated resolved',
  'resolved closed',
]
const whileItLasts = ['started declared', 'detected declared']
const everyTwo = timeNames.flatMap((one) =>
  timeNames.filter((other) => other !== one).map((other) => [one, other] as [TimeName, TimeName]),
)

describe('the order of two times', () => {
  it.each(everyTwo)('checks %s after %s', (earlier, later) => {
    const times = { [earlier]: at(2), [later]: at(1) }
    const isWrong = always.includes(`${earlier} ${later}`)
    const isWrongLive = isWrong || whileItLasts.includes(`${earlier} ${later}`)
    expect(findTimeOrderConflict(times, 'retrospective')).toEqual(isWrong ? [earlier, later] : undefined)
    for (const mode of ['live', 'drill'] as const)
      expect(findTimeOrderConflict(times, mode)).toEqual(isWrongLive ? [earlier, later] : undefined)
  })

  it('accepts equal and missing times', () => {
    expect(findTimeOrderConflict({ started: at(1), detected: at(1) }, 'live')).toBeUndefined()
    expect(findTimeOrderConflict({ started: at(1), detected: null }, 'live')).toBeUndefined()
  })
})

it('extracts each time of an incident by its name', () => {
  const times = {
    startedAt: at(1),
    detectedAt: at(2),
    declaredAt: at(3),
    acknowledgedAt: at(4),
    mitigatedAt: at(5),
    resolvedAt: at(6),
    closedAt: at(7),
  }
  expect(Object.entries(extractIncidentTimes(incidentWith(times)))).toEqual(
    timeNames.map((name, index) => [name, at(index + 1)]),
  )
})
