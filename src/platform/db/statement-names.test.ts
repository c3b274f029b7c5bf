import { expect, it } from 'vitest'
import { statementNames } from './statement-names.ts'

const query = (sql: string) => ({ sql, args: [], argTypes: [] })

it('gives the same statement the same name, and another one another', () => {
  const nameOf = statementNames()
  const one = nameOf(query('SELECT 1'))
  expect(one).not.toBe('')
  expect(nameOf(query('SELECT 2'))).not.toBe(one)
  expect(nameOf(query('SELECT 1'))).toBe(one)
})

it('names no more statements than a session should keep', () => {
  const nameOf = statementNames(1)
  const first = nameOf(query('SELECT 1'))
  expect(nameOf(query('SELECT 2'))).toBe('')
  expect(nameOf(query('SELECT 1'))).toBe(first)
})
