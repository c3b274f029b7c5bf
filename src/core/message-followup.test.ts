import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../test/support/situation.ts'
import type { MessagePosted } from './input.ts'
import { deriveFurtherInput } from './message-followup.ts'

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
const challenge = { incidentId: 'incident', number: 1, isEntry: false }

describe('deriveFurtherInput', () => {
  it('turns any reply to a challenge into an input, whatever it says', () => {
    expect(deriveFurtherInput(postMessage(), { challenge }, settingsOf())?.type).toBe('challengeReplied')
    expect(deriveFurtherInput(postMessage({ text: 'hm' }), { challenge }, settingsOf())?.type).toBe('challengeReplied')
  })

  it('turns a message that is clearly worth recording into a remark', () => {
    expect(deriveFurtherInput(postMessage(), {}, settingsOf())).toMatchObject({
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
    expect(deriveFurtherInput(message, {}, settingsOf())).toBeUndefined()
  })

  it('ignores remarks when offers are off', () => {
    expect(deriveFurtherInput(postMessage(), {}, settingsOf({ listening: { offers: 'off' } }))).toBeUndefined()
  })
})
