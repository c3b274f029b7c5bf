import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chunks } from '../support/chunks.ts'
import { type Office, openOffice } from '../support/office.ts'
import { readAll, spentIncident } from './story.ts'

const methods = [
  'conversations.create',
  'conversations.invite',
  'conversations.setTopic',
  'chat.postMessage',
  'chat.update',
  'bookmarks.add',
  'reactions.add',
  'reactions.remove',
  'users.info',
  'conversations.replies',
  'files.getUploadURLExternal',
  'files.upload',
  'files.completeUploadExternal',
  'files.info',
  'canvases.create',
]
/** Methods called only to find out what became of another call. */
const lookUps = ['conversations.history', 'users.conversations', 'bookmarks.list', 'files.list', 'auth.test']
const ephemeral = 'chat.postEphemeral'
/** The canvas has its own lane: it may be created before the draft is posted, and is then edited once more. */
const perhaps = 'canvases.edit'

let office: Office
let expected: string[]
beforeAll(async () => {
  office = await openOffice()
  expected = readAll(office, await spentIncident(office))
})
afterAll(() => office.close())

/** Faults that no call hit; a test with such a fault proves nothing. */
function unmet(): string[] {
  const { faults } = office.workspace
  return [...methods, ephemeral].filter((method) => faults.takeFor(method) !== undefined)
}

async function readsTheSame(): Promise<void> {
  const channel = await spentIncident(office)
  expect(readAll(office, channel)).toEqual(expected)
  expect(unmet()).toEqual([])
}

describe('the channel reads the same, in the same order', () => {
  it('calls every known method', () => {
    const called = new Set(office.workspace.journal.calls().map(({ method }) => method))
    const known = [...methods, ...lookUps, ephemeral, perhaps]
    expect([...called].filter((method) => !known.includes(method))).toEqual([])
    expect(methods.filter((method) => !called.has(method) && method !== 'files.upload')).toEqual([])
  })

  it('when every method is rate limited', async () => {
    for (const method of [...methods, ephemeral]) office.workspace.faults.rateLimit(method, { seconds: 20 })
    await readsTheSame()
  })

  it('when every method answers 500', async () => {
    for (const method of methods) office.workspace.faults.serverError(method)
    await readsTheSame()
  })

  it('when every response is lost', async () => {
    for (const method of methods) office.workspace.faults.dropAfterEffect(method)
    await readsTheSame()
  })

  it('when every method answers internal_error after carrying out the call', async () => {
    for (const method of [...methods, ephemeral]) office.workspace.faults.errorAfterEffect(method, 'internal_error')
    await readsTheSame()
  })

  // Five methods per incident: each has its own look-up, which fails the first time.
  it.each(chunks(methods, 5))(
    'when the responses to %s, %s, %s, %s, %s are lost, and the look-ups fail',
    async (...some) => {
      const { faults } = office.workspace
      for (const method of some) {
        faults.dropAfterEffect(method)
        faults.rateLimit('conversations.history', { seconds: 10 })
        for (const lookUp of ['users.conversations', 'bookmarks.list', 'files.list']) faults.serverError(lookUp)
      }
      await readsTheSame()
      for (const lookUp of lookUps) while (faults.takeFor(lookUp));
    },
  )

  it('when the share of the draft is late and the response to its upload is lost', async () => {
    const { faults } = office.workspace
    faults.fileShareDelay(8_000)
    faults.dropAfterEffect('files.completeUploadExternal')
    await readsTheSame()
    faults.fileShareDelay(0)
  })
})
