import { baseCss } from './base.ts'
import { chartCss } from './chart.ts'
import { documentPartsCss } from './parts.ts'
import { printCss } from './print.ts'
import { timelineCss } from './timeline.ts'

export const pageCss = [baseCss, documentPartsCss, timelineCss, chartCss, printCss].join('')

/** What a browser must find when it hashes the style: another style on the page does not count. A test keeps it. */
export const styleHash = 'sha256-S7w5kv0D5sZlRBgVxkUKeIDox9slxhOUFx3YERSZFBU='
