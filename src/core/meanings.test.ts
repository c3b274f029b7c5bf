import { expect, it } from 'vitest'
import { actDescriptions, permissionActs } from './router/permission.ts'

it.each(permissionActs)('describes the act %s for people', (act) => {
  expect(actDescriptions[act]).toMatch(/^\w.*\w$/)
})
