import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TimerDue } from '../../src/core/input.ts'
import { TimerScanner } from '../../src/core/timers/timer-scanner.ts'
import { SteppedClock } from '../../src/replay/stepped-clock.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const start = new Date('2026-03-02T03:00:00.000Z')
const second = 1_000

let database: TestDatabase
let clock: SteppedClock
let incidents: string[]
let taken: string[]
beforeEach(async () => {
  database = await testDatabase()
  clock = new SteppedClock(start)
  taken = []
  incidents = Array.from({ length: 10 }, () => randomUUID())
  await database.transact(async (tx) => {
    await tx.workspace.create({ data: { id: 'T1' } })
    for (const [index, id] of incidents.entries()) {
      const declared = {
        workspaceId: 'T1',
        title: 'x',
        severity: 'SEV1',
        declaredBy: 'UANA',
        declaredAt: start,
      }
      await tx.incident.create({ data: { id, number: index + 1, ...declared } })
      const dueAt = new Date(start.getTime() - (incidents.length - index))
      await tx.timer.create({ data: { incidentId: id, kind: 'challenge', dueAt } })
    }
  })
})
afterEach(() => database.close())

const alarmsThat = (take: (due: TimerDue) => Promise<unknown>) =>
  new TimerScanner({
    transact: database.transact,
    autocommit: database.autocommit,
    clock,
    log: pino({ level: 'silent' }),
    take,
    isUnavailable: (error) => error instanceof Error && error.message === 'away',
  })

/** Handles a timer as the real handlers do, which includes deleting it. */
async function deal({ incidentId }: TimerDue): Promise<void> {
  taken.push(incidentId)
  await database.prisma.timer.deleteMany({ where: { incidentId } })
}

async function lookOnce(alarms: TimerScanner): Promise<void> {
  await alarms.look()
  await alarms.idle()
}

describe('due timers', () => {
  it('run a few at a time, the longest overdue first', async () => {
    let atWork = 0
    let most = 0
    const begun: string[] = []
    const alarms = alarmsThat(async (due) => {
      begun.push(due.incidentId)
      most = Math.max(most, ++atWork)
      await eventually('all slots are taken', () => most === 4)
      await deal(due)
      atWork -= 1
    })
    await lookOnce(alarms)
    expect(begun).toEqual(incidents)
    expect(most).toBe(4)
  })

  it('do not run before their time', async () => {
    const [first = ''] = incidents
    const later = new Date(start.getTime() + 1)
    await database.prisma.timer.updateMany({ where: { incidentId: first }, data: { dueAt: later } })
    const alarms = alarmsThat(deal)
    await lookOnce(alarms)
    expect(taken).toEqual(incidents.slice(1))
    clock.moveTo(later)
    await lookOnce(alarms)
    expect(taken.at(-1)).toBe(first)
  })

  it('are skipped while their incident is locked, and run in the next scan', async () => {
    const [held = ''] = incidents
    const alarms = alarmsThat(deal)
    await database.transact(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Incident" WHERE id = ${held}::uuid FOR NO KEY UPDATE`
      await lookOnce(alarms)
    })
    expect(taken).toEqual(incidents.slice(1))
    await lookOnce(alarms)
    expect(taken.at(-1)).toBe(held)
  })

  it('do not wait for one that fails, which is retried after half a minute', async () => {
    const [broken = ''] = incidents
    let tries = 0
    const alarms = alarmsThat(async (due) => {
      if (due.incidentId !== broken) return await deal(due)
      tries += 1
      throw new Error('no')
    })
    await lookOnce(alarms)
    await lookOnce(alarms)
    expect(taken).toEqual(incidents.slice(1))
    expect(tries).toBe(1)
    clock.moveTo(new Date(start.getTime() + 30 * second))
    await lookOnce(alarms)
    expect(tries).toBe(2)
  })

  it('do not wait for one that hangs', async () => {
    const [hanging = ''] = incidents
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const alarms = alarmsThat(async (due) => {
      if (due.incidentId === hanging) await released
      await deal(due)
    })
    await alarms.look()
    await eventually('the others are taken', () => taken.length === incidents.length - 1)
    expect(taken).not.toContain(hanging)
    release()
    await alarms.idle()
    expect(taken).toHaveLength(incidents.length)
  })

  it('are not postponed when only the database was away', async () => {
    let isAway = true
    const alarms = alarmsThat(async (due) => {
      if (isAway) throw new Error('away')
      await deal(due)
    })
    await lookOnce(alarms)
    expect(taken).toEqual([])
    isAway = false
    await lookOnce(alarms)
    expect(taken).toEqual(incidents)
  })

  it('run once per scan, even when nobody reschedules them', async () => {
    const alarms = alarmsThat(async ({ incidentId }) => taken.push(incidentId))
    await lookOnce(alarms)
    expect(taken).toEqual(incidents)
  })

  it('are left to the other bots when the bot stops', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    let begun = 0
    const alarms = alarmsThat(async (due) => {
      begun += 1
      await released
      await deal(due)
    })
    const looking = alarms.look()
    await eventually('all slots are taken', () => begun === 4)
    const stopped = alarms.stop()
    release()
    await Promise.all([looking, stopped])
    expect(taken).toHaveLength(4)
    await lookOnce(alarmsThat(deal))
    expect(taken.toSorted()).toEqual(incidents.toSorted())
  })
})
