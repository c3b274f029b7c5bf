import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { action, type Carrier, jsonField, modal, numberField, tsField } from './action.ts'

const message = jsonField(z.object({ channelId: z.string(), ts: tsField, threadTs: tsField.nullable() }))

describe('what an action carries', () => {
  const answer = action('answer', { id: z.string(), kind: z.enum(['yes', 'no']), times: numberField })
  const page = action('page', { id: z.string(), place: z.string() })
  const keep = action('keep', { message })
  const share = action('share', { id: z.string(), message }, ':')

  const carried = <About extends object>(kind: Carrier<About>, about: About, text: string) => ({
    name: kind.name,
    about,
    text,
    written: kind.write(about),
    read: kind.read(text),
  })

  it.each([
    carried(answer, { id: 'a', kind: 'yes', times: 3 }, 'a yes 3'),
    carried(page, { id: 'a', place: 'all older 5' }, 'a all older 5'),
    carried(action('none', {}), {}, ''),
    carried(
      keep,
      { message: { channelId: 'C1', ts: 5n, threadTs: null } },
      '{"channelId":"C1","ts":"5","threadTs":null}',
    ),
    carried(
      share,
      { id: 'a', message: { channelId: 'C:1', ts: 5n, threadTs: 1n } },
      'a:{"channelId":"C:1","ts":"5","threadTs":"1"}',
    ),
  ])('of $name is written as $text, and read', ({ about, text, written, read }) => {
    expect(written).toBe(text)
    expect(read).toEqual(about)
  })

  it.each([
    [answer, 'a maybe 3'],
    [answer, 'a yes many'],
    [answer, 'a'],
    [keep, ''],
    [keep, '{'],
    [keep, '[]'],
    [keep, '{"channelId":"C1","ts":"later","threadTs":null}'],
    [keep, '{"channelId":"C1","ts":"12345678901234567","threadTs":null}'],
  ])('of $name is not read from another shape: %s', ({ read }, text) => {
    expect(read(text)).toBeUndefined()
  })

  it('has no text that cannot be stored', () => {
    expect(keep.read('{"channelId":"C\\u00001","ts":"5","threadTs":null}')?.message.channelId).toBe('C1')
  })
})

it.each([
  ['text', true],
  ['from', true],
  ['from12', true],
  ['fro', false],
  ['text12', false],
])('an input named %s belongs to the modal: %s', (name, isInput) => {
  expect(modal('edit', {}, ['text', 'from*']).isInput(name)).toBe(isInput)
})
