import { describe, expect, it } from 'vitest'
import {
  appId,
  botUser,
  changedEvent,
  envelope,
  mentionEvent,
  messageEvent,
  reactionEvent,
} from '../../../test/support/payloads.ts'
import { parseEvent } from './event.ts'

const parsed = (event: Record<string, unknown>, overrides?: Record<string, unknown>) =>
  parseEvent(envelope(event, overrides))
const ts = 1_772_420_400_000_100n

describe('a message', () => {
  it('from a person in the channel', () => {
    expect(parsed(messageEvent())).toEqual({
      type: 'messagePosted',
      workspaceId: 'T1',
      message: {
        channelId: 'C1',
        ts,
        threadTs: null,
        authorId: 'UANA',
        authorName: null,
        text: 'error rate is up',
        content: [],
        editedTs: null,
        isTalk: true,
      },
    })
  })

  const bot = { user: undefined, subtype: 'bot_message', bot_id: 'B9' }
  const thread = '1772420300.000100'
  it.each([
    ['a reply in a thread', { thread_ts: thread }, { threadTs: 1_772_420_300_000_100n }],
    ['the first of a thread', { thread_ts: '1772420400.000100' }, { threadTs: null }],
    [
      'a reply also sent to the channel',
      { thread_ts: thread, subtype: 'thread_broadcast', root: {} },
      { threadTs: 1_772_420_300_000_100n },
    ],
    ['/me', { subtype: 'me_message' }, { authorId: 'UANA', isTalk: true }],
    [
      'a file',
      {
        subtype: 'file_share',
        text: '',
        files: [{ id: 'F1', name: 'a.png', title: 'Latency', permalink: 'https://acme.slack.com/files/F1' }],
      },
      { text: '', content: [{ kind: 'file', title: 'Latency', url: 'https://acme.slack.com/files/F1' }] },
    ],
    [
      'a file without a title',
      { subtype: 'file_share', files: [{ id: 'F1', name: 'a.png', title: null }] },
      { content: [{ kind: 'file', title: 'a.png' }] },
    ],
    [
      'a file deleted before we saw it',
      { subtype: 'file_share', files: [{ id: 'F1', mode: 'tombstone' }] },
      { content: [{ kind: 'file', title: 'a file' }] },
    ],
    [
      'an alert with its text in an attachment',
      {
        ...bot,
        username: 'Grafana',
        text: '',
        attachments: [{ title: 'CPU', title_link: 'https://grafana/1', text: '97 %', fallback: 'CPU 97 %' }],
      },
      {
        text: '',
        content: [{ kind: 'link', title: 'CPU', url: 'https://grafana/1', text: '97 %' }],
        authorName: 'Grafana',
      },
    ],
    ['an old-style bot', { ...bot, username: 'Nagios' }, { authorId: 'B9', authorName: 'Nagios', isTalk: false }],
    [
      'an app with a user',
      { bot_id: 'B9', user: 'UAPP', bot_profile: { name: 'PagerDuty', app_id: 'A9' } },
      { authorId: 'UAPP', authorName: 'PagerDuty', isTalk: false },
    ],
    ['no text at all', { text: null }, { text: '' }],
  ])('%s', (_, overrides, expected) => {
    expect(parsed(messageEvent(overrides))).toMatchObject({ type: 'messagePosted', message: expected })
  })

  it.each([
    ['our own', { user: botUser, bot_id: 'B1' }],
    ['our own, by app id', { user: undefined, app_id: appId, bot_id: 'B1' }],
    ['our own, by bot profile', { user: undefined, bot_profile: { app_id: appId } }],
    ['somebody joined', { subtype: 'channel_join' }],
    ['a new topic', { subtype: 'channel_topic' }],
    ['a renamed private channel', { subtype: 'group_name' }],
    ['a pin', { subtype: 'pinned_item' }],
    ['the tombstone of a deleted thread', { subtype: 'tombstone' }],
    ['a thread count', { subtype: 'message_replied' }],
    ['no channel', { channel: undefined }],
    ['no ts', { ts: undefined }],
    ['an invalid ts', { ts: 'soon' }],
  ])('is ignored: %s', (_, overrides) => {
    expect(parsed(messageEvent(overrides))).toBeUndefined()
  })

  it('from a bot is accepted even if the envelope does not identify us', () => {
    expect(parsed(messageEvent({ ...bot, username: 'Nagios' }), { authorizations: [] })).toMatchObject({
      type: 'messagePosted',
      message: { authorName: 'Nagios' },
    })
  })
})

describe('a changed message', () => {
  const edited = { user: 'UANA', ts: '1772420500.000000' }
  it('is an edit by the person who made it', () => {
    expect(parsed(changedEvent({ text: 'error rate is down', edited }))).toEqual({
      type: 'messageEdited',
      workspaceId: 'T1',
      channelId: 'C1',
      message: {
        channelId: 'C1',
        ts,
        threadTs: null,
        authorId: 'UANA',
        authorName: null,
        text: 'error rate is down',
        content: [],
        editedTs: 1_772_420_500_000_000n,
        isTalk: true,
      },
      changedTs: 1_772_420_500_000_200n,
      by: { id: 'UANA' },
    })
    expect(parsed(changedEvent({ edited: { ts: '1772420500.000000' } }))).toMatchObject({ by: null })
  })

  it.each([
    ['only a thread grew', { reply_count: 3, thread_ts: '1772420400.000100' }],
    ['it is our own', { user: botUser, edited }],
    ['its ts is invalid', { ts: 'x', edited }],
  ])('is ignored if %s', (_, message) => {
    expect(parsed(changedEvent(message))).toBeUndefined()
  })

  it('is a deletion if Slack says so', () => {
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      channel: 'C1',
      deleted_ts: '1772420400.000100',
    }
    expect(parsed({ ...event, ts: '1772420500.0002', previous_message: messageEvent() })).toEqual({
      type: 'messageDeleted',
      workspaceId: 'T1',
      channelId: 'C1',
      ts,
    })
    expect(parsed({ ...event, deleted_ts: undefined })).toBeUndefined()
  })
})

describe('a reaction', () => {
  it.each([
    ['reaction_added', true],
    ['reaction_removed', false],
  ])('%s', (type, present) => {
    expect(parsed(reactionEvent({ type }))).toEqual({
      type: 'reactionChanged',
      workspaceId: 'T1',
      by: { id: 'UANA' },
      name: 'pushpin',
      present,
      channelId: 'C1',
      messageTs: ts,
      eventTs: 1_772_420_410_000_300n,
    })
  })

  it.each([
    ['our own', { user: botUser }],
    ['on a file', { item: { type: 'file', file: 'F1' } }],
    ['by nobody', { user: undefined }],
  ])('is ignored: %s', (_, overrides) => {
    expect(parsed(reactionEvent(overrides))).toBeUndefined()
  })
})

describe('a mention', () => {
  it.each([
    ['<@UBOT> log 14:35 paged', 'log', '14:35 paged'],
    ['<@UBOT|fresheyes>   LOG   two  words ', 'log', 'two  words'],
    [' <@UBOT>\nhyp the cache', 'hyp', 'the cache'],
    ['<@UBOT>', 'help', ''],
    ['<@UBOT> commander <@UANA>', 'commander', '<@UANA>'],
    ['<@UBOT>log it', 'log', 'it'],
  ])('%j invokes a command', (text, word, rest) => {
    expect(parsed(mentionEvent(text))).toEqual({
      type: 'commandInvoked',
      workspaceId: 'T1',
      by: { id: 'UANA' },
      channelId: 'C1',
      word,
      rest,
      via: 'mention',
      thread: ts,
      once: `mention:C1:${ts}`,
    })
  })

  it('in a thread is answered in that thread', () => {
    expect(parsed(mentionEvent('<@UBOT> help', { thread_ts: '1772420300.000100' }))).toMatchObject({
      thread: 1_772_420_300_000_100n,
    })
  })

  it.each([
    ['of the bot inside a sentence', 'ask <@UBOT> about it', {}],
    ['of somebody else first', '<@UANA> and <@UBOT> help', {}],
    ['in an edit', '<@UBOT> help', { edited: { user: 'UANA', ts: '1.1' } }],
    ['by an app without a user', '<@UBOT> help', { user: undefined, bot_id: 'B9' }],
  ])('%s invokes nothing', (_, text, overrides) => {
    expect(parsed(mentionEvent(text, overrides))).toBeUndefined()
  })
})

it.each(['app_home_opened', 'channel_archive', 'team_join'])('%s is ignored', (type) => {
  expect(parsed({ ...messageEvent(), type })).toBeUndefined()
})
