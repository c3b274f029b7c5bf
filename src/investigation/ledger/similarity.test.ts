import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearlySame } from './similarity.ts'

describe('two statements are nearly the same', () => {
  it.each([
    ['the same words', 'ALB is failing', 'ALB is failing'],
    ['otherwise written', 'ALB is failing', '  alb FAILING!'],
    ['in another order', 'slow queries on the primary', 'the primary has slow queries'],
    ['hedged', 'ALB is failing', 'I think the ALB might be failing again'],
    ['in the plural', 'the ALB is failing', 'ALBs are failing'],
    ['with a small addition', 'connection pool exhausted', 'payments connection pool is exhausted'],
    ['in other letters', 'кэш холодный после деплоя', 'кэш после деплоя холодный'],
  ])('%s', (_, a, b) => {
    expect(nearlySame(a, b)).toBe(true)
    expect(nearlySame(b, a)).toBe(true)
  })
})

describe('two statements are two', () => {
  it.each([
    ['it is failing, it is fine', 'ALB is failing', 'ALB is fine'],
    ['here or there', 'eu db is slow', 'us db is slow'],
    ['one of them says where', 'db is slow', 'eu db is slow'],
    ['denied', 'the connection pool is exhausted', 'the connection pool is not exhausted'],
    ['denied in one word', 'the connection pool is exhausted', "the connection pool isn't exhausted"],
    ['another host', 'disk of the primary is full', 'disk of the primary 2 is full'],
    ['a word of it', 'DNS', 'DNS cache is cold'],
    ['nothing in common', 'DNS is slow', 'a bad deploy'],
    ['no telling word at all', 'it is that', 'it is this'],
    ['signs', '🔥', '💧'],
  ])('%s', (_, a, b) => {
    expect(nearlySame(a, b)).toBe(false)
    expect(nearlySame(b, a)).toBe(false)
  })

  it('whichever comes first', () => {
    const statement = fc
      .array(fc.constantFrom('eu', 'us', 'db', 'slow', 'is', 'not', 'the', 'alb', 'alb-2', 'full'), {
        maxLength: 8,
      })
      .map((words) => words.join(' '))
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        expect(nearlySame(a, b)).toBe(nearlySame(b, a))
      }),
    )
  })
})
