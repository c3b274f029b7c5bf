import { baseCss } from './base.ts'
import { chartCss } from './chart.ts'
import { documentPartsCss } from './parts.ts'
import { printCss } from './print.ts'
import { timelineCss } from './timeline.ts'

export const pageCss = [baseCss, documentPartsCss, timelineCss, chartCss, printCss].join('')

/** Hash of `pageCss` for the Content Security Policy, which blocks any other style. `style.test.ts` checks it. */
export const styleHash = 'sha256-S7w5kv0D5sZlRBgVxkUKeIDox9slxhOUFx3YERSZFBU='
