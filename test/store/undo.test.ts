import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StoredChange } from '../../src/core/feature/change.ts'
import { callSent } from '../../src/core/outbox/changes.ts'
import { undoableDone } from '../../src/core/undo/changes.ts'
import { findUndoableAction } from '../../src/core/undo/store.ts'
import { makeRegistry } from '../../src/features.ts'
import { incidentDeclared, severityChanged } from '../../src/incident/lifecycle/changes.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const at = new Date('2026-03-02T03:00:00Z')
const incidentId = randomUUID()
const { savers } = makeRegistry(loadTemplates())

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await database.prisma.workspace.create({ data: { id: 'T1' } })
  const declared = { id: incidentId, workspaceId: 'T1', number: 1, title: 'x', severity: 'SEV1', mode: 'live' } as const
  await database.transact((tx) =>
    savers.save(tx, incidentDeclared({ ...declared, zone: 'UTC', by: 'UANA', at, detectedAt: null })),
  )
})
afterAll(() => database.close())

async function store(...inverse: StoredChange[]) {
  const id = randomUUID()
  const done = undoableDone({ id, incidentId, subject: id, words: 'x', inverse, by: 'UANA', at })
  await database.transact((tx) => savers.save(tx, done))
  return await database.transact((tx) => findUndoableAction(tx, incidentId, id, savers))
}

it('an inverse is read back as it was stored, without what its schema does not mention', async () => {
  const back = severityChanged({ incidentId, to: 'SEV3' })
  expect(await store(back)).toMatchObject({ inverse: [back], isLatest: true })
  const wider = { incidentId, to: 'SEV3', from: 'SEV1' }
  expect((await store(severityChanged(wider)))?.inverse).toEqual([back])
})

it('an inverse that could not be read back is not stored, whatever its type says', async () => {
  const bogus = severityChanged({ incidentId, to: JSON.parse('3') })
  await expect(store(bogus)).rejects.toThrow('a change incident.severity cannot be stored as part of an inverse')
})

it('only changes with a schema may undo something', async () => {
  // @ts-expect-error: the outbox's own changes have none.
  const inverse: StoredChange = callSent({ id: 'd1', at })
  await expect(store(inverse)).rejects.toThrow('a change outbox.sent cannot be stored as part of an inverse')
})
