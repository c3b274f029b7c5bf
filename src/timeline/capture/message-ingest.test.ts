import { expect, it } from 'vitest'
import type { MessagePosted } from '../../core/input.ts'
import type { Autocommit } from '../../platform/db/transaction.ts'
import { MessageIngest } from './message-ingest.ts'

const posted = (ts: number): MessagePosted => ({
  type: 'messagePosted',
  workspaceId: 'T1',
  message: {
    channelId: 'CINC',
    ts: BigInt(ts),
    threadTs: null,
    authorId: 'UANA',
    authorName: null,
    text: 'only talk',
    content: [],
    editedTs: null,
    isTalk: true,
  },
})

it('stores messages together that arrive in one turn, or while others are written', async () => {
  let statements = 0
  const begun = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  const autocommit: Autocommit = async (work) => {
    statements += 1
    begun.resolve()
    await written.promise
    return await work({ $queryRaw: async () => [] } as never)
  }
  const ingest = new MessageIngest(autocommit, () => false, [])
  const first = [1, 2, 3].map((ts) => ingest.take(posted(ts)))
  await begun.promise
  const later = Array.from({ length: 37 }, (_, index) => ingest.take(posted(10 + index)))
  written.resolve()
  expect(await Promise.all([...first, ...later])).toHaveLength(40)
  expect(statements).toBe(2)
})
