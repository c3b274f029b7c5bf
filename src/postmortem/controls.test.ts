import { expect, it } from 'vitest'
import type { Carrier } from '../messages/action.ts'
import { postMortemActions, postMortemModals } from './controls.ts'

const row = <About extends object>(name: string, text: string, carrier: Carrier<About>, about: About) => ({
  name,
  text,
  about,
  found: { name: carrier.name, text: carrier.write(about), about: carrier.read(text) },
})
const impact = { section: 'impact', version: 2, mark: '1b7' } as const

it.each([
  row('postmortem.open', 'review', postMortemActions.open, { subject: 'review' }),
  row('postmortem.edit', 'open_questions', postMortemActions.edit, { section: 'open_questions' }),
  row('postmortem.history', 'summary:5', postMortemActions.history, { section: 'summary', skip: 5 }),
  row('postmortem.restore', 'summary:2', postMortemActions.restore, { section: 'summary', version: 2 }),
  row('postmortem.close', 'impact:2:1b7', postMortemModals.close, { began: [impact] }),
  row('postmortem.edit', 'impact:2:1b7', postMortemModals.edit, impact),
  row('postmortem.publish', 'in_review', postMortemModals.publish, { opened: 'in_review' }),
  row('postmortem.next_review', 'next', postMortemModals.nextReview, { occasion: 'next' }),
])('$name is written and read as in messages already posted: $text', ({ found, ...expected }) => {
  expect(found).toEqual(expected)
})
