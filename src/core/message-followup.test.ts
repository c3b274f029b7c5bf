import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../test/support/situation.ts'
import type { MessagePosted } from './input.ts'
import { deriveFurtherInput } from './message-followup.ts'

const spoke = (given: Partial<MessagePosted['message']> = {}, incidentId?: string): MessagePosted => ({
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
    ...given,
  },
  ...(incidentId && { incidentId }),
})
const challenge = { incidentId: 'incident', number: 1, isEntry: false }

describe('what goes further of what was heard', () => {
  it('is a reply to a challenge, whatever it says', () => {
    expect(deriveFurtherInput(spoke(), { challenge }, settingsOf())?.type).toBe('challengeReplied')
    expect(deriveFurtherInput(spoke({ text: 'hm' }), { challenge }, settingsOf())?.type).toBe('challengeReplied')
  })

  it('is what is plainly a sign', () => {
    expect(deriveFurtherInput(spoke(), {}, settingsOf())).toMatchObject({
      type: 'remarkMade',
      by: { id: 'UBEN' },
    })
  })

  it.each([
    ['other talk', spoke({ text: 'on my way' })],
    ['a bot', spoke({ isTalk: false })],
    ['nobody known', spoke({ authorId: null })],
    ['what was found by reading the channel again', spoke({}, 'incident')],
  ])('is not %s', (_what, message) => {
    expect(deriveFurtherInput(message, {}, settingsOf())).toBeUndefined()
  })

  it('is nothing where a team wants no offers', () => {
    expect(deriveFurtherInput(spoke(), {}, settingsOf({ listening: { offers: 'off' } }))).toBeUndefined()
  })
})
