import { describe, expect, it } from 'vitest'
import { botUser, envelope } from '../../../test/support/payloads.ts'
import { parseEvent } from './event.ts'

describe('coming and going', () => {
  const member = (type: string, user: string) =>
    parseEvent(envelope({ type, user, channel: 'C1', channel_type: 'C', team: 'T1', event_ts: '1.1' }))

  it('of people is theirs', () => {
    const theirs = { workspaceId: 'T1', by: { id: 'UANA' }, channelId: 'C1' }
    expect(member('member_joined_channel', 'UANA')).toEqual({ type: 'memberJoined', ...theirs })
    expect(member('member_left_channel', 'UANA')).toEqual({ type: 'memberLeft', ...theirs })
  })

  it('of the bot itself counts when it comes', () => {
    const entered = { type: 'botJoined', workspaceId: 'T1', channelId: 'C1' }
    expect(member('member_joined_channel', botUser)).toEqual(entered)
    expect(member('member_left_channel', botUser)).toBeUndefined()
  })
})
