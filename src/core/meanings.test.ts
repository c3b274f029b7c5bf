import { expect, it } from 'vitest'
import { actDescriptions, permissionActs } from './permission.ts'

it.each(permissionActs)('%s: people can read what it is', (act) => {
  expect(actDescriptions[act]).toMatch(/^\w.*\w$/)
})
