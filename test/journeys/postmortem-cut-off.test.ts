import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Writer, WritingStopped } from '../../src/postmortem/worker/writer.ts'
import { fillTimeline } from '../bench/long-timeline.ts'
import { eventually } from '../support/eventually.ts'
import { newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { forms } from '../support/outlined.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: { admins: ['UANA'] } })
})
afterAll(() => office.close())

/** Too many entries to render on the main thread: a worker thread writes the post-mortem. */
const long = 700

const beingWritten = () =>
  eventually(
    'the file is being written',
    async () => await office.app.database.transact((tx) => tx.outboxCall.findFirst({ where: { state: 'sending' } })),
  )

it('a bot that is stopped while it writes a long post-mortem writes it after the next start', async () => {
  const channel = await office.declare('SEV4 Checkout is slow')
  const { transact } = office.app.database
  const { id } = await transact((tx) => tx.incident.findFirstOrThrow({ where: { channelId: channel.id } }))
  await fillTimeline(transact, { id, channelId: channel.id }, long)
  await office.ana.command(channel.id, 'export md')
  await beingWritten()
  await office.app.stop(0)
  await office.restart()
  await office.quiet()
  expect(channel.files().map(({ name }) => name)).toEqual(['INC-1-postmortem.md'])
  expect(office.ana.directMessages()).toEqual([])
}, 60_000)

it.each([
  ['many entries', long, undefined],
  ['a long text', 1, () => 'x'.repeat(40_000)],
  ['many lines', 1, () => 'x\n'.repeat(1_000)],
])(
  'stopping the writer rejects a post-mortem with %s as stopped, not as failed',
  async (_what, count, textOf) => {
    const channel = await newIncident(office)
    const { transact, connection } = office.app.database
    const { id } = await transact((tx) => tx.incident.findFirstOrThrow({ where: { channelId: channel.id } }))
    await fillTimeline(transact, { id, channelId: channel.id }, count, textOf)
    const writer = new Writer({ transact, log: pino({ level: 'silent' }), connection, templates: forms, selection: {} })
    const order = { as: 'file', incidentId: id, wanted: { format: 'md', template: null } } as const
    const [cutOff, waiting] = [writer.write(order), writer.write(order)]
    await Promise.all([
      expect(cutOff).rejects.toThrow(WritingStopped),
      expect(waiting).rejects.toThrow(WritingStopped),
      writer.stop(),
    ])
  },
  60_000,
)
