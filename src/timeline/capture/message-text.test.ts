import { describe, expect, it } from 'vitest'
import { resolveMessage, summarizeMessageText } from './message-text.ts'

const names = new Map([
  ['UANA', 'Ana'],
  ['C7', 'payments'],
])
const say = (text: string, content: Parameters<typeof resolveMessage>[0]['content'] = []) =>
  resolveMessage({ text, content }, names, 'UTC')

describe('the text of a message', () => {
  it('is kept raw and as readers see it, with the ids that lack a name', () => {
    expect(say('<@UANA> asks <@UBEN> in <#C7> and <#C8>, <!subteam^S1>')).toEqual({
      raw: '<@UANA> asks <@UBEN> in <#C7> and <#C8>, <!subteam^S1>',
      text: '@Ana asks @UBEN in #payments and #C8, @group',
      attachments: [],
      lacking: ['UBEN', 'C8', 'S1'],
    })
  })

  it('resolves names in attachments as well', () => {
    const said = say('see', [{ kind: 'link', title: 'by <@UBEN>', text: ':fire: &amp; <@UANA>' }])
    expect(said).toMatchObject({
      text: 'see',
      attachments: [{ title: 'by @UBEN', text: '🔥 & @Ana' }],
      lacking: ['UBEN'],
    })
  })

  it.each([
    [[{ kind: 'link', title: 'CPU', text: '97 %' }], 'CPU: 97 %'],
    [[{ kind: 'link', title: 'CPU 97 %', text: 'CPU 97 % on db-1' }], 'CPU 97 % on db-1'],
    [[{ kind: 'file', title: 'a.png' }], ''],
    [[{ kind: 'file', title: 'a.txt', text: 'its first lines' }], ''],
    [[{ kind: 'link', title: 'Runbook' }], ''],
    [
      [
        { kind: 'link', title: 'CPU', text: '97 %' },
        { kind: 'link', title: 'Disk', text: '99 %' },
      ],
      'CPU: 97 %\nDisk: 99 %',
    ],
  ] as const)('comes from unfurled alerts if it is empty: %j', (content, text) => {
    expect(say('', [...content]).text).toBe(text)
  })

  it('is summarized by the titles of its files if it is empty', () => {
    const files = ['a.png', 'b.png'].map((title) => ({ kind: 'file' as const, title }))
    expect(summarizeMessageText({ text: '', attachments: files })).toBe('a.png, b.png')
    expect(summarizeMessageText({ text: 'look', attachments: [{ kind: 'file', title: 'a.png' }] })).toBe('look')
  })
})
