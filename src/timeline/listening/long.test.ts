import { expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { classifyMessage } from './classify.ts'

const pasted = (piece: string) => piece.repeat(Math.ceil(40_000 / piece.length)).slice(0, 40_000)

it.each(['now ', 'just ', '<@U1>', '1.', 'i think the ', 'took x x ', '```', 'deploy ', 'maybe the cache, still '])(
  'classifies 40,000 characters of “%s” quickly',
  (piece) => {
    const text = `restarted ${pasted(piece)}`
    expect(leastWorked(() => classifyMessage(text))).toBeLessThan(50)
  },
)

it('classifies what follows a long pasted code block', () => {
  expect(classifyMessage(`\`\`\`${pasted('stack trace ')}\`\`\` I restarted the workers`)).toMatchObject({
    sign: 'action',
  })
})
