import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { waitEndedEntry } from '../../src/investigation/ledger/waits/entry-data.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { runRenderJob } from '../../src/postmortem/worker/order.ts'
import { newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { choose, openTimeline } from '../support/timeline.ts'

let office: Office
let channel: Channel
let incidentId: string
beforeAll(async () => {
  office = await openOffice()
  channel = await newIncident(office)
  const { transact } = office.app.database
  incidentId = (await transact((tx) => tx.incident.findFirstOrThrow({ where: { channelId: channel.id } }))).id
})
afterAll(() => office.close())

async function says(words: string) {
  await office.ana.command(channel.id, words)
  await office.quiet()
}

const entryWhere = (text: string) =>
  office.app.database.transact((tx) => tx.entry.findFirstOrThrow({ where: { incidentId, text } }))

async function rendered() {
  const warnings: unknown[][] = []
  const { content } = await runRenderJob(
    office.app.database.transact,
    { incidentId, as: 'file', wanted: { format: 'json', template: null } },
    loadTemplates({}),
    { warn: (...said: unknown[]) => warnings.push(said) },
  )
  return { document: JSON.parse(String(content)), warnings }
}

it('stays with an entry that somebody words anew', async () => {
  await says('waiting AWS support: case 123')
  await says('waiting done they fixed it')
  await openTimeline(office.ana, channel)
  const modal = await choose(office, office.ana, 'Edit', 'No longer waiting')
  await modal.submit({ 'What happened': 'AWS called back' })
  await office.quiet()
  const entry = await entryWhere('AWS called back')
  expect(waitEndedEntry.read(entry)).toMatchObject({ party: 'AWS support', outcome: 'they fixed it' })
  const { document } = await rendered()
  expect(document.waits[0].entries).toContain(entry.id)
  expect(document.timeline.map(({ text }: { text: string }) => text)).toContain('AWS called back')
})

it('is told to the operator, and is a gap in the document, if it does not fit', async () => {
  await says('status identified it is the proxy')
  expect((await rendered()).warnings).toEqual([])
  const { id } = await entryWhere('Identified: it is the proxy')
  const data = { type: 'incident.status', to: 'fixed' }
  await office.app.database.transact((tx) => tx.entry.update({ where: { id }, data: { data } }))
  const { document, warnings } = await rendered()
  expect(warnings).toEqual([[{ incidentId, entries: [id] }, expect.any(String)]])
  expect(document.gaps[0]).toMatchObject({ section: 'timeline', help: [id] })
  expect(document.statuses).toHaveLength(1)
})
