import { describe, expect, it } from 'vitest'
import { changedEvent, envelope, messageEvent } from '../../../test/support/payloads.ts'
import { parseEvent } from './event.ts'

const bot = { user: undefined, subtype: 'bot_message', bot_id: 'B9' }

describe('the content of a message', () => {
  it.each([
    [
      'a message of an app with blocks only',
      {
        ...bot,
        text: '',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'p99 > 3 s' } },
          { type: 'section', text: { type: 'mrkdwn', text: '*checkout* by <@UANA>' } },
          { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Ack' } }] },
          { type: 'image', image_url: 'https://grafana/1.png', alt_text: 'p99' },
        ],
      },
      {
        text: 'p99 &gt; 3 s\n*checkout* by <@UANA>',
        content: [{ kind: 'link', title: 'p99', picture: 'https://grafana/1.png' }],
      },
    ],
    [
      'rich text only',
      {
        text: '',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'ask ' },
                  { type: 'user', user_id: 'UBEN' },
                  { type: 'text', text: ' & see ' },
                  { type: 'link', url: 'https://x', text: 'it' },
                  { type: 'emoji', name: 'fire' },
                  { type: 'channel', channel_id: 'C7' },
                  { type: 'usergroup', usergroup_id: 'S7' },
                  { type: 'broadcast', range: 'here' },
                ],
              },
            ],
          },
        ],
      },
      { text: 'ask <@UBEN> &amp; see <https://x|it>:fire:<#C7><!subteam^S7><!here>' },
    ],
    [
      'a picture uploaded to Slack',
      {
        subtype: 'file_share',
        text: '',
        files: [
          {
            id: 'F1',
            name: 'a.png',
            title: 'p99',
            mimetype: 'image/png',
            size: 7,
            url_private: 'https://files.slack.com/a.png',
          },
        ],
      },
      {
        content: [
          {
            kind: 'file',
            title: 'p99',
            file: {
              id: 'F1',
              name: 'a.png',
              type: 'image/png',
              size: 7,
              source: 'https://files.slack.com/a.png',
            },
          },
        ],
      },
    ],
  ])('%s', (_, overrides, expected) => {
    expect(parseEvent(envelope(messageEvent(overrides)))).toMatchObject({
      type: 'messagePosted',
      message: expected,
    })
  })
})

describe('a changed message', () => {
  it('includes an unfurled link or picture that nobody edited in', () => {
    const attachments = [{ title: 'x', from_url: 'https://x', text: 'y', thumb_url: 'https://x/1.png' }]
    expect(parseEvent(envelope(changedEvent({ attachments })))).toMatchObject({
      type: 'messageEdited',
      by: null,
      message: {
        editedTs: null,
        content: [{ kind: 'link', title: 'x', url: 'https://x', text: 'y', picture: 'https://x/1.png' }],
      },
    })
  })

  it('counts as changed when Slack omits the previous version', () => {
    expect(parseEvent(envelope(changedEvent({}, { previous_message: undefined })))).toMatchObject({
      type: 'messageEdited',
    })
  })
})
