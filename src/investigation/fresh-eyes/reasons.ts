import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { Brief } from './model.ts'

/** Each line that was left out, and why. */
export const inclusionReasonLines = ({ lines }: Pick<Brief, 'lines'>): string[] =>
  lines.flatMap(({ text, because, included }) =>
    because ? [`${included ? 'Taken in' : '_Left out_'}: ${escapeMrkdwn(text)} · ${escapeMrkdwn(because)}`] : [],
  )
