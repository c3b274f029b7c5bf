import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visibleTo } from '../../src/core/incident/store.ts'
import type { Prisma } from '../../src/generated/prisma/client.ts'
import { measureInvestigation } from '../../src/investigation/stats/measure.ts'
import { findMeasuredIncidents } from '../../src/investigation/stats/store.ts'
import { dayMs, minuteMs } from '../../src/platform/time/durations.ts'
import { loadResponseState } from '../../src/postmortem/store.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { at, start } from '../support/situation.ts'
import { transactionsDuring } from '../support/statements.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await database.transact((tx) => tx.workspace.create({ data: { id: 'T1' } }))
})
afterAll(() => database.close())

const now = at(100)
let made = 0

async function newIncident(given: Partial<Prisma.IncidentCreateManyInput> = {}): Promise<string> {
  const id = randomUUID()
  made += 1
  const row = { id, workspaceId: 'T1', number: made, title: 'x', severity: 'SEV1', declaredBy: 'UANA' }
  await database.transact((tx) => tx.incident.createMany({ data: [{ ...row, declaredAt: start, ...given }] }))
  return id
}

/** Adds a tested hypothesis that is ruled out after a challenge, a test without a hypothesis, and several actions. */
async function fill(incidentId: string): Promise<void> {
  const hypothesisId = randomUUID()
  await database.transact(async (tx) => {
    const held = {
      number: 1,
      statement: 'ALB',
      proposedBy: 'UANA',
      openedAt: at(1),
      lastChallengedAt: at(1),
      reopenedAt: at(10),
    }
    const ended = { state: 'ruled_out', closedAt: at(40), closedBy: 'UBEN', closedBecause: 'no' } as const
    await tx.hypothesis.create({ data: { id: hypothesisId, incidentId, ...held, ...ended } })
    const test = { incidentId, text: 'bypass', ownerId: 'UBEN', begunAt: at(20), dueAt: at(30) }
    const told = { result: 'same', closedAt: at(30), closedBy: 'UBEN' }
    await tx.hypothesisTest.create({ data: { id: randomUUID(), hypothesisId, ...test, ...told } })
    await tx.hypothesisTest.create({ data: { id: randomUUID(), ...test, begunAt: at(50) } })
    const asked = { incidentId, reason: 'unchallenged', family: 'if wrong', question: '?', why: '!' }
    const questions = [
      { number: 1, askedAt: at(15), state: 'superseded' as const },
      { number: 2, askedAt: at(45) },
    ]
    await tx.challenge.createMany({
      data: questions.map((given) => ({ id: randomUUID(), ...asked, ...given })),
    })
    const action = { incidentId, kind: 'action', text: 'did', occurredAt: at(5), recordedAt: at(5) } as const
    const results = [null, null, 'worked', 'no_effect'] as const
    await tx.entry.createMany({
      data: [...results.map((result) => ({ ...action, result })), { ...action, state: 'withdrawn' as const }].map(
        (given) => ({ id: randomUUID(), recorderId: 'UANA', ...given }),
      ),
    })
  })
}

const found = (among: Prisma.IncidentWhereInput = {}) =>
  database.transact((tx) => findMeasuredIncidents(tx, among, now))

describe('incidents measured together', () => {
  it('get the same figures as each of them alone', async () => {
    const ids = [await newIncident({ resolvedAt: at(60) }), await newIncident()]
    for (const id of ids) {
      await fill(id)
      const state = await database.transact((tx) => loadResponseState(tx, id))
      const [measured] = await found({ id })
      expect(measured && measureInvestigation(measured)).toEqual(measureInvestigation(state))
      expect(measureInvestigation(state)).toMatchObject({
        ledWrongly: 30 * minuteMs,
        hypotheses: { held: 1, tested: 1 },
        actions: { taken: 4, told: 2, withoutEffect: 1, withoutResult: 2 },
        challenges: { asked: 2, answeredAnew: 0, followedAnew: 2 },
      })
    }
  })

  it('cost two statements, however many there are', async () => {
    const [one] = await transactionsDuring(async () => void (await found()))
    for (let index = 0; index < 30; index += 1) await fill(await newIncident())
    const [many] = await transactionsDuring(async () => void (await found()))
    expect(one).toHaveLength(2)
    expect(many).toHaveLength(2)
  })

  it.each([
    ['a drill', { mode: 'drill' }],
    ['a false alarm', { status: 'cancelled' }],
    ['one of long ago', { declaredAt: new Date(now.getTime() - 91 * dayMs) }],
  ] as const)('exclude %s', async (_what, given) => {
    const id = await newIncident(given)
    expect(await found({ id })).toEqual([])
  })

  it('include a private incident for its members only', async () => {
    const id = await newIncident({ private: true, channelId: 'C1' })
    await database.transact((tx) =>
      tx.channelMember.create({ data: { incidentId: id, userId: 'UBEN', joinedAt: start } }),
    )
    expect(await found({ id, ...visibleTo('UBEN') })).toHaveLength(1)
    expect(await found({ id, ...visibleTo('UANA') })).toEqual([])
    expect(await found({ id })).toHaveLength(1)
  })
})
