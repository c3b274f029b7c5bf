import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { checkMessageBlocks, checkView } from './validate.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (extra: Json = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...extra })
const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
const option = (text: string, value = text) => ({ text: plain(text), value })
const select = (extra: Json = {}) => ({
  type: 'static_select',
  action_id: 's',
  options: [option('a')],
  ...extra,
})
const input = (element: unknown, extra: Json = {}) => ({
  type: 'input',
  label: plain('L'),
  element,
  ...extra,
})
const modal = (blocks: unknown[], extra: Json = {}) => ({
  type: 'modal',
  title: plain('T'),
  submit: plain('OK'),
  blocks,
  ...extra,
})
const many = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('message blocks', () => {
  it.each<[string, unknown[]]>([
    ['3000 characters in a section', [section('x'.repeat(3000))]],
    ['ten fields', [{ type: 'section', fields: many(10).map(() => mrkdwn('f')) }]],
    ['a header of 150', [{ type: 'header', text: plain('x'.repeat(150)) }]],
    ['25 buttons', [actions(...many(25).map((n) => button({ action_id: `b${n}` })))]],
    ['a menu with its initial option', [actions(select({ initial_option: option('a') }))]],
    [
      'five overflow entries',
      [{ ...section('x'), accessory: { type: 'overflow', options: many(5).map((n) => option(`o${n}`)) } }],
    ],
    [
      'markdown and a table',
      [
        { type: 'markdown', text: '# hi' },
        { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] },
      ],
    ],
    ['50 blocks', many(50).map(() => ({ type: 'divider' }))],
  ])('accepts %s', (_, blocks) => {
    expect(checkMessageBlocks(blocks)).toBeUndefined()
  })

  it.each<[string, unknown[], string]>([
    [
      '3001 characters in a section',
      [section('x'.repeat(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['a section with neither text nor fields', [{ type: 'section' }], 'needs text or fields'],
    ['eleven fields', [{ type: 'section', fields: many(11).map(() => mrkdwn('f')) }], 'no more than 10 items allowed'],
    ['a field of 2001', [{ type: 'section', fields: [mrkdwn('x'.repeat(2001))] }], 'less than 2001'],
    ['a formatted header', [{ type: 'header', text: mrkdwn('x') }], '/blocks/0/text/type'],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }], 'less than 151'],
    [
      'emoji on formatted text',
      [{ type: 'section', text: { ...mrkdwn('x'), emoji: true } }],
      'invalid additional property: emoji',
    ],
    [
      'eleven context elements',
      [{ type: 'context', elements: many(11).map(() => mrkdwn('x')) }],
      'no more than 10 items',
    ],
    ['a button in a context', [{ type: 'context', elements: [button()] }], 'unsupported type'],
    ['26 buttons', [actions(...many(26).map((n) => button({ action_id: `b${n}` })))], 'no more than 25 items'],
    ['a button text of 76', [actions(button({ text: plain('x'.repeat(76)) }))], 'less than 76'],
    ['a button value of 2001', [actions(button({ value: 'x'.repeat(2001) }))], 'less than 2001'],
    ['an action id of 256', [actions(button({ action_id: 'x'.repeat(256) }))], 'less than 256'],
    ['an unknown style', [actions(button({ style: 'default' }))], '/style'],
    ['an option of 76', [actions(select({ options: [option('x'.repeat(76), 'v')] }))], 'less than 76'],
    ['101 options', [actions(select({ options: many(101).map((n) => option(`o${n}`)) }))], 'no more than 100'],
    [
      'an initial option that is not offered',
      [actions(select({ initial_option: option('z') }))],
      'must be one of the options',
    ],
    [
      'six overflow entries',
      [actions({ type: 'overflow', options: many(6).map((n) => option(`o${n}`)) })],
      'no more than 5',
    ],
    ['a multi-select among actions', [actions({ ...select(), type: 'multi_static_select' })], 'unsupported type'],
    ['an unknown block', [{ type: 'sections', text: mrkdwn('x') }], 'unsupported type'],
    ['an unknown field', [{ ...section('x'), colour: 'red' }], 'invalid additional property: colour'],
    ['51 blocks', many(51).map(() => ({ type: 'divider' })), 'no more than 50 items'],
    [
      'one block id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '`block_id` must be unique',
    ],
    ['one action id twice in a block', [actions(button(), button())], '`action_id` must be unique'],
  ])('rejects %s', (_, blocks, words) => {
    const problem = checkMessageBlocks(blocks)
    expect(problem?.error).toBe('invalid_blocks')
    expect(problem?.messages.join('\n')).toContain(words)
  })

  it('rejects valid blocks that are too long together', () => {
    expect(checkMessageBlocks(many(4).map(() => section('x'.repeat(3000))))).toBeUndefined()
    expect(checkMessageBlocks(many(5).map(() => section('x'.repeat(3000))))?.error).toBe('msg_blocks_too_long')
    const markdown = many(2).map(() => ({ type: 'markdown', text: 'x'.repeat(6001) }))
    expect(checkMessageBlocks(markdown)?.error).toBe('msg_blocks_too_long')
  })
})

describe('views', () => {
  it.each<[string, unknown]>([
    ['a title of 25', modal([], { title: plain('x'.repeat(25)) })],
    ['a submit of 25', modal([], { submit: plain('x'.repeat(25)) })],
    ['101 blocks', modal(many(101).map(() => ({ type: 'divider' })))],
    ['private metadata of 3001', modal([], { private_metadata: 'x'.repeat(3001) })],
    ['no title', { type: 'modal', blocks: [] }],
    ['inputs without submit', { type: 'modal', title: plain('T'), blocks: [input({ type: 'plain_text_input' })] }],
    ['a button as an input', modal([input(button())])],
    ['an initial value over 3000', modal([input({ type: 'plain_text_input', initial_value: 'x'.repeat(3001) })])],
    ['markdown, which only messages have', modal([{ type: 'markdown', text: 'x' }])],
    ['a home', { type: 'home', blocks: [] }],
  ])('rejects %s in a modal', (_, view) => {
    expect(checkView(view, 'modal')).not.toEqual([])
  })

  it('accepts every kind of input, and a hundred blocks in a home tab', () => {
    const kinds = [
      'plain_text_input',
      'users_select',
      'multi_users_select',
      'datepicker',
      'timepicker',
      'datetimepicker',
      'channels_select',
    ]
    expect(checkView(modal(kinds.map((type) => input({ type }))), 'modal')).toEqual([])
    expect(checkView(modal([input(select()), input({ ...select(), type: 'radio_buttons' })]), 'modal')).toEqual([])
    expect(checkView({ type: 'home', blocks: many(100).map(() => ({ type: 'divider' })) }, 'home')).toEqual([])
  })
})
