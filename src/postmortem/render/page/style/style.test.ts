import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { pageCss, styleHash } from './style.ts'

it('allows only its own style sheet: after changing it, put the hash expected here into style.ts', () => {
  expect(styleHash).toBe(`sha256-${createHash('sha256').update(pageCss).digest('base64')}`)
})

it('has a style sheet that cannot close its element and loads nothing', () => {
  expect(pageCss).not.toMatch(/<|url\(|@import|@font-face/)
})
