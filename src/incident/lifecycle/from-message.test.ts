import fc from 'fast-check'
import { expect, it } from 'vitest'
import { modalOf } from '../../messages/controls.ts'
import { modalView } from '../../messages/modal.ts'
import { incidentModals } from './controls.ts'
import { carryMessage } from './from-message.ts'

const message = fc.record({
  channelId: fc.stringMatching(/^C[A-Z0-9]{8,10}$/),
  ts: fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }),
  threadTs: fc.option(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n })),
  text: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 800 }),
    fc.constantFrom('"', '\\', '\u0001', '\n', '🔥', '\uD83D').map((part) => part.repeat(900)),
  ),
  author: fc.option(fc.stringMatching(/^U[A-Z0-9]{8,10}$/).map((id) => ({ id }))),
  isPrivate: fc.boolean(),
  hasMore: fc.boolean(),
})

it('a message survives the modal’s metadata within Slack’s limit', () => {
  fc.assert(
    fc.property(message, (from) => {
      const origin = { mode: 'retrospective' as const, source: carryMessage(from) }
      const content = { title: 't', submit: 's', channelId: from.channelId, inputs: [] }
      const view = modalView(modalOf(incidentModals.declare, { incidentId: '', origin }, content))
      const metadata = String(view.private_metadata)
      expect(metadata.length).toBeLessThanOrEqual(3000)
      const { channelId, ts, threadTs, author } = from
      const source = { channelId, ts, threadTs, authorId: author?.id ?? null }
      const travelled = {
        ...source,
        isPrivate: from.isPrivate,
        hasMore: from.hasMore || from.text.length > 350,
      }
      expect(incidentModals.declare.read(JSON.parse(metadata).about)?.origin).toMatchObject({
        mode: 'retrospective',
        source: travelled,
      })
    }),
    { numRuns: 200 },
  )
})

it('without a message only the mode is carried', () => {
  const { read, write } = incidentModals.declare
  expect(write({ origin: { mode: 'drill' } })).toBe('{"mode":"drill"}')
  expect(read('{"mode":"drill"}')).toEqual({ origin: { mode: 'drill' } })
})

it('a message is carried with its times as text', () => {
  const message = { channelId: 'C9', ts: 5n, threadTs: null, text: 'CPU', isPrivate: false, hasMore: false }
  const origin = { mode: 'live' as const, source: carryMessage({ ...message, author: { id: 'UBEN' } }) }
  expect(incidentModals.declare.write({ origin })).toBe(
    '{"mode":"live","source":{"channelId":"C9","ts":"5","threadTs":null,"authorId":"UBEN","text":"CPU","isPrivate":false,"hasMore":false}}',
  )
})
