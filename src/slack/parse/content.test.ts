import { describe, expect, it } from 'vitest'
import { changedEvent, envelope, messageEvent } from '../../../test/support/payloads.ts'
import { parseEvent } from './event.ts'

const bot = { user: undefined, subtype: 'bot_message', bot_id: 'B9' }

describe('what a message carries', () => {
  it.each([
    [
      'an app that says all in blocks',
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
      'rich text alone',
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
      'a picture that Slack keeps',
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
  ])('%s', (_, given, expected) => {
    expect(parseEvent(envelope(messageEvent(given)))).toMatchObject({
      type: 'messagePosted',
      message: expected,
    })
  })
})

describe('a changed message', () => {
  it('has a link unfurled, or a picture in it: nobody edited it', () => {
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

  it('counts as changed where Slack does not tell what it was before', () => {
    expect(parseEvent(envelope(changedEvent({}, { previous_message: undefined })))).toMatchObject({
      type: 'messageEdited',
    })
  })
})
