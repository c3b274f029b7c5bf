import { expect, it } from 'vitest'
import { acts, meanings } from './permission.ts'

it.each(acts)('%s: people can read what it is', (act) => {
  expect(meanings[act]).toMatch(/^\w.*\w$/)
})
