import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Location } from '../../src/timeline/editor/location.ts'
import type { RecordedEntry } from '../../src/timeline/editor/model.ts'
import { buildTimelinePage } from '../../src/timeline/editor/pages.ts'
import { findPage } from '../../src/timeline/editor/store.ts'
import { loadTimelineEntries } from '../../src/timeline/entries/store.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { start } from '../support/situation.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await database.transact((tx) => tx.workspace.create({ data: { id: 'T1' } }))
})
afterAll(() => database.close())

/** Few distinct times and positions, so that many entries share them. */
const some = fc.record({
  second: fc.integer({ min: 0, max: 3 }),
  ts: fc.option(fc.integer({ min: 1, max: 4 })),
  kind: fc.constantFrom('note' as const, 'action' as const),
  state: fc.constantFrom('shown' as const, 'shown' as const, 'withdrawn' as const, 'pending' as const),
})
type Some = typeof some extends fc.Arbitrary<infer T> ? T : never

let incidents = 0

async function newIncident(): Promise<string> {
  const id = randomUUID()
  incidents += 1
  const row = { id, workspaceId: 'T1', number: incidents, title: 'x', severity: 'SEV4', declaredBy: 'UANA' }
  await database.transact((tx) => tx.incident.create({ data: { ...row, declaredAt: start } }))
  return id
}

/** Adds messages (with a `ts`) and logged entries (without). */
async function add(incidentId: string, entries: readonly Some[]): Promise<void> {
  const data = entries.map(({ second, ts, kind, state }) => ({
    id: randomUUID(),
    incidentId,
    kind,
    state,
    text: 'x',
    occurredAt: new Date(start.getTime() + second * 1000),
    recordedAt: start,
    recorderId: 'UANA',
    captured: ts !== null,
    // A channel per message: channel and `ts` are unique, and several messages here share their `ts`.
    ...(ts !== null && { channelId: `C${randomUUID()}`, messageTs: BigInt(ts) }),
  }))
  await database.transact((tx) => tx.entry.createMany({ data }))
}

async function turn(incidentId: string, location: Location, size: number) {
  const found = await database.transact((tx) => findPage(tx, incidentId, location, { reader: 'UANA', size }))
  return buildTimelinePage(location, found, size)
}

/** Reads all pages in one direction; `between` runs after each page. */
async function readAll(
  incidentId: string,
  location: Location,
  size: number,
  between: () => Promise<void> = async () => {},
): Promise<RecordedEntry[][]> {
  const pages: RecordedEntry[][] = []
  const upward = location.from === 'oldest'
  for (let next: Location | undefined = location; next && pages.length < 200; ) {
    const page = await turn(incidentId, next, size)
    pages.push(page.entries)
    await between()
    next = upward ? page.newer : page.older
  }
  return upward ? pages.reverse() : pages
}

const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id)
const few = { numRuns: 40 }

describe('the pages of a timeline', () => {
  it.each(['newest', 'oldest'] as const)(
    'from the %s contain every entry once, in order, whatever is added in the meantime',
    async (from) => {
      const entries = fc.array(some, { maxLength: 25 })
      const later = fc.array(fc.array(some, { maxLength: 3 }), { maxLength: 8 })
      const property = fc.asyncProperty(entries, later, fc.integer({ min: 1, max: 7 }), async (first, more, size) => {
        const incidentId = await newIncident()
        await add(incidentId, first)
        const before = await database.transact((tx) => loadTimelineEntries(tx, incidentId))
        const batches = [...more]
        const pages = await readAll(incidentId, { filter: 'all', from }, size, async () => {
          const batch = batches.shift()
          if (batch) await add(incidentId, batch)
        })
        const read = idsOf(pages.flat())
        expect(new Set(read).size).toBe(read.length)
        expect(pages.every((page) => page.length <= size)).toBe(true)
        const known = new Set(idsOf(before))
        const shared = read.filter((id) => known.has(id))
        expect(shared).toHaveLength(known.size)
        const all = await readAll(incidentId, { filter: 'all', from: 'newest' }, 100)
        expect(shared).toEqual(idsOf(all.flat()).filter((id) => known.has(id)))
      })
      await fc.assert(property, few)
    },
  )

  it('filtered by kind or to withdrawn entries contain all of those and no others', async () => {
    const property = fc.asyncProperty(fc.array(some, { maxLength: 20 }), async (entries) => {
      const incidentId = await newIncident()
      await add(incidentId, entries)
      const actions = (await readAll(incidentId, { filter: 'action', from: 'newest' }, 3)).flat()
      const withdrawn = (await readAll(incidentId, { filter: 'withdrawn', from: 'oldest' }, 3)).flat()
      const count = (is: (entry: Some) => boolean) => entries.filter(is).length
      expect(actions).toHaveLength(count(({ kind, state }) => kind === 'action' && state !== 'withdrawn'))
      expect(withdrawn).toHaveLength(count(({ state }) => state === 'withdrawn'))
      expect(actions.every(({ kind }) => kind === 'action')).toBe(true)
    })
    await fc.assert(property, few)
  })

  it('use the order of the draft', async () => {
    const incidentId = await newIncident()
    const at = (second: number, ts: number) => ({ second, ts, kind: 'note', state: 'shown' }) as const
    await add(incidentId, [at(1, 3), at(0, 9), at(1, 2), at(3, 1), at(1, 4)])
    const draft = await database.transact((tx) => loadTimelineEntries(tx, incidentId))
    const read = (await readAll(incidentId, { filter: 'all', from: 'newest' }, 2)).flat()
    expect(idsOf(read).reverse()).toEqual(idsOf(draft))
  })

  it("do not shift when the bot's message about an entry arrives between two pages", async () => {
    const incidentId = await newIncident()
    const logged = { second: 1, ts: null, kind: 'note', state: 'shown' } as const
    await add(incidentId, [logged, logged, logged])
    const first = await turn(incidentId, { filter: 'all', from: 'newest' }, 1)
    await database.transact((tx) =>
      tx.entry.update({
        where: { id: first.entries[0]?.id ?? '' },
        data: { channelId: 'CINC', messageTs: 5n },
      }),
    )
    const rest = await readAll(incidentId, first.older ?? { filter: 'all', from: 'newest' }, 1)
    expect(new Set(idsOf([...first.entries, ...rest.flat()])).size).toBe(3)
    expect(rest).toHaveLength(2)
  })
})
