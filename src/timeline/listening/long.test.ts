import { expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { classifyMessage } from './classify.ts'

const pasted = (piece: string) => piece.repeat(Math.ceil(40_000 / piece.length)).slice(0, 40_000)

it.each(['now ', 'just ', '<@U1>', '1.', 'i think the ', 'took x x ', '```', 'deploy ', 'maybe the cache, still '])(
  'forty thousand characters of “%s” are read in no time',
  (piece) => {
    const text = `restarted ${pasted(piece)}`
    expect(leastWorked(() => classifyMessage(text))).toBeLessThan(50)
  },
)

it('what comes after something pasted as code is read all the same', () => {
  expect(classifyMessage(`\`\`\`${pasted('stack trace ')}\`\`\` I restarted the workers`)).toMatchObject({
    sign: 'action',
  })
})
