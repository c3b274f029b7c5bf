import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { pageCss, styleHash } from './style.ts'

it('the page allows its own style and no other: after a change, put the hash that is expected here into style.ts', () => {
  expect(styleHash).toBe(`sha256-${createHash('sha256').update(pageCss).digest('base64')}`)
})

it('nothing in it ends it early or loads anything', () => {
  expect(pageCss).not.toMatch(/<|url\(|@import|@font-face/)
})
