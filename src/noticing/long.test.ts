import { expect, it } from 'vitest'
import { notice } from './notice.ts'

const pasted = (piece: string) => piece.repeat(Math.ceil(40_000 / piece.length)).slice(0, 40_000)

it.each(['now ', 'just ', '<@U1>', '1.', 'i think the ', 'took x x ', '```', 'deploy '])(
  'forty thousand characters of “%s” are read in no time',
  (piece) => {
    const before = performance.now()
    for (let times = 0; times < 5; times += 1) notice(`restarted ${pasted(piece)}`)
    expect((performance.now() - before) / 5).toBeLessThan(300)
  },
)

it('what comes after something pasted as code is read all the same', () => {
  expect(notice(`\`\`\`${pasted('stack trace ')}\`\`\` I restarted the workers`)).toMatchObject({
    sign: 'action',
  })
})
