import { expect, it } from 'vitest'
import type { Carrier } from '../../messages/action.ts'
import { editorActions, editorModals } from './controls.ts'

const id = '0191a6c0-0000-7000-8000-000000000001'
const key = { occurredAt: new Date(5000), place: 7n, id }

const carried = <About extends object>(kind: Carrier<About>, about: About, text: string) => ({
  text,
  about,
  written: kind.write(about),
  read: kind.read(text),
})

it.each([
  carried(editorActions.view, { filter: 'all' }, 'all'),
  carried(editorActions.page, { location: { filter: 'mine', from: 'oldest' } }, 'mine oldest'),
  carried(editorActions.page, { location: { filter: 'all', from: 'older', key } }, `all older 5000 7 ${id}`),
  carried(editorActions.entry, { choice: 'edit', id }, `edit ${id}`),
  carried(
    editorModals.edit,
    { id, revisions: 2, location: { filter: 'action', from: 'newest' } },
    `${id} 2 action newest`,
  ),
  carried(editorModals.result, { id, opened: { revisions: 2 } }, `${id} 2`),
  carried(
    editorModals.result,
    { id, opened: { revisions: 0, location: { filter: 'all', from: 'here', key } } },
    `${id} 0 all here 5000 7 ${id}`,
  ),
])('the timeline’s controls carry $text', ({ text, about, written, read }) => {
  expect(written).toBe(text)
  expect(read).toEqual(about)
})

it.each([
  ['a result without its revisions', editorModals.result, id],
  ['an edit without its revisions', editorModals.edit, `${id} all newest`],
  ['a filter that is no more', editorActions.filter, 'nonsense'],
])('%s is not read', (_, { read }, text) => {
  expect(read(text)).toBeUndefined()
})
