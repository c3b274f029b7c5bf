import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../../test/support/situation.ts'
import { makeRegistry } from '../../features.ts'
import { loadTemplates } from '../../postmortem/templates/load.ts'
import type { MessagePosted } from '../input.ts'
import { deriveFurtherInput, type IngestResult } from './message-followup.ts'

const postMessage = (overrides: Partial<MessagePosted['message']> = {}, incidentId?: string): MessagePosted => ({
  type: 'messagePosted',
  workspaceId: 'T1',
  message: {
    channelId: 'CINC',
    ts: 1_700_000_000_000_100n,
    threadTs: null,
    authorId: 'UBEN',
    authorName: null,
    text: 'I think it’s the ALB',
    content: [],
    editedTs: null,
    isTalk: true,
    ...overrides,
  },
  ...(incidentId && { incidentId }),
})
const repliesTo = { incidentId: 'incident', liveMessage: 'challenge:1', isEntry: false }
const { isRemark } = makeRegistry(loadTemplates())
const derive = (message: MessagePosted, ingested: IngestResult = {}, settings = settingsOf()) =>
  deriveFurtherInput(message, ingested, isRemark, settings)

describe('deriveFurtherInput', () => {
  it('turns any reply to a live message into an input, whatever it says', () => {
    expect(derive(postMessage(), { repliesTo })?.type).toBe('liveMessageReplied')
    expect(derive(postMessage({ text: 'hm' }), { repliesTo })?.type).toBe('liveMessageReplied')
  })

  it('turns a message that is clearly worth recording into a remark', () => {
    expect(derive(postMessage())).toMatchObject({
      type: 'remarkMade',
      by: { id: 'UBEN' },
    })
  })

  it.each([
    ['other talk', postMessage({ text: 'on my way' })],
    ['a message of a bot', postMessage({ isTalk: false })],
    ['a message without an author', postMessage({ authorId: null })],
    ['a missed event', postMessage({}, 'incident')],
  ])('ignores %s', (_what, message) => {
    expect(derive(message)).toBeUndefined()
  })

  it('ignores remarks when offers are off', () => {
    expect(derive(postMessage(), {}, settingsOf({ listening: { offers: 'off' } }))).toBeUndefined()
  })
})
