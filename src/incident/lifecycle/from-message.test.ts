import fc from 'fast-check'
import { expect, it } from 'vitest'
import { modalView } from '../../messages/modal.ts'
import { packOrigin, unpackOrigin } from './from-message.ts'

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
      const about = { incidentId: '', about: packOrigin('retrospective', from) }
      const view = modalView({
        callbackId: 'f',
        title: 't',
        submit: 's',
        channelId: from.channelId,
        about,
        inputs: [],
      })
      const metadata = String(view.private_metadata)
      expect(metadata.length).toBeLessThanOrEqual(3000)
      const { channelId, ts, threadTs, author } = from
      const source = { channelId, ts, threadTs, authorId: author?.id ?? null }
      const travelled = {
        ...source,
        isPrivate: from.isPrivate,
        hasMore: from.hasMore || from.text.length > 350,
      }
      expect(unpackOrigin(JSON.parse(metadata).about)).toMatchObject({
        mode: 'retrospective',
        source: travelled,
      })
    }),
    { numRuns: 200 },
  )
})

it('without a message only the mode is carried', () => {
  expect(unpackOrigin('')).toEqual({ mode: 'live' })
  expect(unpackOrigin(packOrigin('drill'))).toEqual({ mode: 'drill' })
})
