import { describe, expect, it } from 'vitest'
import { rootWord, stemWord } from './stem.ts'

const countDifferent = (change: (word: string) => string, words: string) => new Set(words.split(' ').map(change)).size

describe('words with the same stem', () => {
  it.each([
    'alb albs',
    'leak leaks leaked leaking',
    'query queries',
    'retry retries retried retrying',
    'cache caches cached caching',
    'log logs logged logging',
    'use uses',
    'die dies',
    'expire expired expires expiring',
  ])('%s', (words) => {
    expect(countDifferent(stemWord, words)).toBe(1)
    expect(countDifferent(rootWord, words)).toBe(1)
  })
})

describe('words with the same root, but stems of their own', () => {
  it.each([
    'expire expiration',
    'index indexer',
    'connection connector',
    'balance balancer',
    'deploy deployment',
    'fail failure',
    'scale scaler',
  ])('%s', (words) => {
    expect(countDifferent(rootWord, words)).toBe(1)
    expect(countDifferent(stemWord, words)).toBe(2)
  })
})

describe('words with roots of their own', () => {
  it.each(['stat status', 'class clash', 'dns dna', 'host hostile', 'ring red', 'redis red'])('%s', (words) => {
    expect(countDifferent(rootWord, words)).toBe(2)
    expect(countDifferent(stemWord, words)).toBe(2)
  })
})

it.each(['dns', 'aws', 'ips', 'ring', 'red', 'es', 'process', 'redis', 'メモリ', '502', ''])('%s stays', (word) => {
  expect(stemWord(word)).toBe(word)
})
