import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { Brief } from './model.ts'

/** Each line with something against it, why, and whether it was left out or taken in all the same. */
export const inclusionReasonLines = ({ lines }: Pick<Brief, 'lines'>): string[] =>
  lines.flatMap(({ text, because, included }) =>
    because ? [`${included ? 'Taken in' : '_Left out_'}: ${escapeMrkdwn(text)} · ${escapeMrkdwn(because)}`] : [],
  )
