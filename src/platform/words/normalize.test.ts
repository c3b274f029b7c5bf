import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldLetters, haveSameWords, normalizeWords, splitWords } from './normalize.ts'

describe('folding letters', () => {
  it.each([
    ['CACHE', 'cache'],
    ['Überlast', 'uberlast'],
    ['U\u0308berlast', 'uberlast'],
    ['Größe', 'grosse'],
    ['Ærø, Łódź', 'aero, lodz'],
    ['İstanbul ışık', 'istanbul isik'],
    ['счЁтчик', 'счетчик'],
    ['Ａｌｂ１', 'alb1'],
    ['1\uFE0F\u20E3', '1'],
    ['ｶﾞｽ', 'ガス'],
    ['ガス', 'ガス'],
    ['किताब', 'किताब'],
    ['데이터', '데이터'],
    ['🔥', '🔥'],
  ])('%s is %s', (text, folded) => {
    expect(foldLetters(text)).toBe(folded)
  })
})

describe('splitting words', () => {
  it.each([
    ['ALB is failing!', ['alb', 'is', 'failing']],
    ['alb-2 / eu_west', ['alb', '2', 'eu', 'west']],
    ["the ALB's targets", ['the', 'alb', 'targets']],
    ['the ALB’s targets', ['the', 'alb', 'targets']],
    ["It's down, we're sure, I'd say they've left", ['it', 'down', 'we', 'sure', 'i', 'say', 'they', 'left']],
    ['its down, thats what ITS metrics say', ['it', 'down', 'that', 'what', 'it', 'metrics', 'say']],
    ["it isn't DNS and can’t be", ['it', 'isnt', 'dns', 'and', 'cant', 'be']],
    ["l'ALB de O'Brien", ['l', 'alb', 'de', 'o', 'brien']],
    ["'quoted' 'd'", ['quoted', 'd']],
    ['メモリ不足', ['メモリ', '不足']],
    ['किताब गिर', ['किताब', 'गिर']],
    [' 🔥 … ', []],
    ['❤\uFE0F', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(splitWords(text)).toEqual(words)
    expect(normalizeWords(text)).toBe(words.join(' '))
  })

  it('finds the same words in what it has split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ALB', "isn't", 'é', "x's", 'メモリ不足', '-', ' ', '2', 'ß', "'", 'd'), {
          maxLength: 12,
        }),
        (parts) => {
          const words = normalizeWords(parts.join(''))
          expect(normalizeWords(words)).toBe(words)
        },
      ),
    )
  })
})

describe('the same words', () => {
  it.each([
    ['Fix the ALB.', ' fix  the alb', true],
    ['Café', 'cafe', true],
    ['isn’t', "ISN'T", true],
    ['its the ALB', 'it’s the ALB', true],
    ['alb 1', 'alb 2', false],
    ['🔥', ' 🔥 ', true],
    ['🔥', '💧', false],
    ['❤\uFE0F', '☀\uFE0F', false],
    ['🔥', '', false],
    ['', ' ', true],
  ])('“%s” and “%s”: %s', (a, b, expected) => {
    expect(haveSameWords(a, b)).toBe(expected)
    expect(haveSameWords(b, a)).toBe(expected)
  })
})
