import { describe, expect, it } from 'vitest'
import { resolveMessage, summarizeMessageText } from './message-text.ts'

const names = new Map([
  ['UANA', 'Ana'],
  ['C7', 'payments'],
])
const say = (text: string, content: Parameters<typeof resolveMessage>[0]['content'] = []) =>
  resolveMessage({ text, content }, names, 'UTC')

describe('what a message says', () => {
  it('is kept as Slack sent it and as people read it; who has no name yet is told', () => {
    expect(say('<@UANA> asks <@UBEN> in <#C7> and <#C8>, <!subteam^S1>')).toEqual({
      raw: '<@UANA> asks <@UBEN> in <#C7> and <#C8>, <!subteam^S1>',
      text: '@Ana asks @UBEN in #payments and #C8, @group',
      attachments: [],
      lacking: ['UBEN', 'C8', 'S1'],
    })
  })

  it('counts what comes with it', () => {
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
  ] as const)('without words of its own is what the alert in it says: %j', (content, text) => {
    expect(say('', [...content]).text).toBe(text)
  })

  it('in short is its words, or the names of its files', () => {
    const files = ['a.png', 'b.png'].map((title) => ({ kind: 'file' as const, title }))
    expect(summarizeMessageText({ text: '', attachments: files })).toBe('a.png, b.png')
    expect(summarizeMessageText({ text: 'look', attachments: [{ kind: 'file', title: 'a.png' }] })).toBe('look')
  })
})
