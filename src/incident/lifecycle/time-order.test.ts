import { describe, expect, it } from 'vitest'
import { at, incidentWith } from '../../../test/support/situation.ts'
import { extractIncidentTimes, findTimeOrderConflict, type TimeName, timeNames } from './time-order.ts'

/** Which of two times can come only before the other, whatever the mode; and which only while it lasts. */
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
  it.each(everyTwo)('%s after %s', (earlier, later) => {
    const times = { [earlier]: at(2), [later]: at(1) }
    const isWrong = always.includes(`${earlier} ${later}`)
    const isWrongLive = isWrong || whileItLasts.includes(`${earlier} ${later}`)
    expect(findTimeOrderConflict(times, 'retrospective')).toEqual(isWrong ? [earlier, later] : undefined)
    for (const mode of ['live', 'drill'] as const)
      expect(findTimeOrderConflict(times, mode)).toEqual(isWrongLive ? [earlier, later] : undefined)
  })

  it('may be the same, and one may be missing', () => {
    expect(findTimeOrderConflict({ started: at(1), detected: at(1) }, 'live')).toBeUndefined()
    expect(findTimeOrderConflict({ started: at(1), detected: null }, 'live')).toBeUndefined()
  })
})

it('the times of an incident are told by their names', () => {
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
