import { expect, it } from 'vitest'
import { statementNames } from './statement-names.ts'

const query = (sql: string) => ({ sql, args: [], argTypes: [] })

it('gives the same name to the same statement only', () => {
  const nameOf = statementNames()
  const one = nameOf(query('SELECT 1'))
  expect(one).not.toBe('')
  expect(nameOf(query('SELECT 2'))).not.toBe(one)
  expect(nameOf(query('SELECT 1'))).toBe(one)
})

it('stops naming statements at the limit of a session', () => {
  const nameOf = statementNames(1)
  const first = nameOf(query('SELECT 1'))
  expect(nameOf(query('SELECT 2'))).toBe('')
  expect(nameOf(query('SELECT 1'))).toBe(first)
})
