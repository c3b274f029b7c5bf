import { expect, it } from 'vitest'
import { splitWords } from './normalize.ts'
import { fillerWords, negationWords, stopWords } from './stop-words.ts'

it('contains each word as texts are split', () => {
  for (const word of stopWords) expect(splitWords(word)).toEqual([word])
  for (const said of ["isn't", "don't", "can't", "won't", "that's", "I'm", "we'll", 'NOT', 'Again'])
    for (const word of splitWords(said)) expect(stopWords).toContain(word)
})

it('takes nothing for a filler that tells two statements apart', () => {
  for (const word of ['not', 'isnt', 'without', 'before', 'after', 'on-call', 'off', 'up', 'us', 'two', 'all', 'only'])
    expect(fillerWords).not.toContain(word)
  expect([...negationWords].filter((word) => fillerWords.has(word))).toEqual([])
})

it('contains nothing that could be to blame', () => {
  for (const word of ['id', 'ill', 'shell', 'hell', 'wed', 'cache', 'deploy', 'host', 'network', 'error', 'slow'])
    expect(stopWords).not.toContain(word)
})
