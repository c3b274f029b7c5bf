import { base } from './base.ts'
import { chart } from './chart.ts'
import { parts } from './parts.ts'
import { print } from './print.ts'
import { timeline } from './timeline.ts'

export const style = [base, parts, timeline, chart, print].join('')

/** What a browser must find when it hashes the style: another style on the page does not count. A test keeps it. */
export const styleHash = 'sha256-S7w5kv0D5sZlRBgVxkUKeIDox9slxhOUFx3YERSZFBU='
