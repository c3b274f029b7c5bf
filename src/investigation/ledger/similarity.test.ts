import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areNearlySameStatements } from './similarity.ts'

describe('nearlySame', () => {
  it.each([
    ['the same text', 'ALB is failing', 'ALB is failing'],
    ['a difference in case and punctuation only', 'ALB is failing', '  alb FAILING!'],
    ['another word order', 'slow queries on the primary', 'the primary has slow queries'],
    ['hedging', 'ALB is failing', 'I think the ALB might be failing again'],
    ['a plural', 'the ALB is failing', 'ALBs are failing'],
    ['a small addition', 'connection pool exhausted', 'payments connection pool is exhausted'],
    ['another form of the verb', 'the ALB fails', 'the ALB is failing'],
    ['a pronoun', 'they cache the old config', 'the old config is cached'],
    ['an apostrophe', "the ALB's targets are cold", 'ALB targets are cold'],
    ['an accent', 'the Zürich site is cold', 'the Zurich site is cold'],
    ['Cyrillic text', 'кэш холодный после деплоя', 'кэш после деплоя холодный'],
  ])('is true for %s', (_, a, b) => {
    expect(areNearlySameStatements(a, b)).toBe(true)
    expect(areNearlySameStatements(b, a)).toBe(true)
  })

  it.each([
    ['opposite states', 'ALB is failing', 'ALB is fine'],
    ['different places', 'eu db is slow', 'us db is slow'],
    ['a place in only one of a short pair', 'db is slow', 'eu db is slow'],
    ['a negation', 'the connection pool is exhausted', 'the connection pool is not exhausted'],
    ['a contracted negation', 'the connection pool is exhausted', "the connection pool isn't exhausted"],
    [
      'a negation typed without its apostrophe',
      'the connection pool is exhausted',
      'the connection pool hasnt been exhausted',
    ],
    ['the region us, which is also a pronoun', 'db is slow', 'us db is slow'],
    ['an order in time', 'errors before the deploy', 'errors after the deploy'],
    ['a direction', 'the cache is on', 'the cache is off'],
    ['what does a thing and what is done', 'the indexer is corrupt', 'the index is corrupt'],
    ['names of related parts', 'the Kafka connector is slow', 'the Kafka connection is slow'],
    ['another host', 'disk of the primary is full', 'disk of the primary 2 is full'],
    ['a single shared word', 'DNS', 'DNS cache is cold'],
    ['nothing in common', 'DNS is slow', 'a bad deploy'],
    ['no significant words', 'it is that', 'it is this'],
    ['emoji', '🔥', '💧'],
  ])('is false for %s', (_, a, b) => {
    expect(areNearlySameStatements(a, b)).toBe(false)
    expect(areNearlySameStatements(b, a)).toBe(false)
  })

  it('is symmetric', () => {
    const statement = fc
      .array(fc.constantFrom('eu', 'us', 'db', 'slow', 'is', 'not', 'the', 'alb', 'alb-2', 'full'), {
        maxLength: 8,
      })
      .map((words) => words.join(' '))
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        expect(areNearlySameStatements(a, b)).toBe(areNearlySameStatements(b, a))
      }),
    )
  })
})
