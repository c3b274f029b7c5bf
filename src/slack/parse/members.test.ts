import { describe, expect, it } from 'vitest'
import { botUser, envelope } from '../../../test/support/payloads.ts'
import { parseEvent } from './event.ts'

describe('joining and leaving', () => {
  const member = (type: string, user: string) =>
    parseEvent(envelope({ type, user, channel: 'C1', channel_type: 'C', team: 'T1', event_ts: '1.1' }))

  it('is reported for people', () => {
    const theirs = { workspaceId: 'T1', by: { id: 'UANA' }, channelId: 'C1' }
    expect(member('member_joined_channel', 'UANA')).toEqual({ type: 'memberJoined', ...theirs })
    expect(member('member_left_channel', 'UANA')).toEqual({ type: 'memberLeft', ...theirs })
  })

  it('is reported for the bot itself only when it joins', () => {
    const entered = { type: 'botJoined', workspaceId: 'T1', channelId: 'C1' }
    expect(member('member_joined_channel', botUser)).toEqual(entered)
    expect(member('member_left_channel', botUser)).toBeUndefined()
  })
})
