import type { SeenMessage } from '../../core/record/model.ts'
import type { Settings } from '../../platform/config/settings.ts'
import type { Sign } from './clues.ts'
import { type Notice, notice } from './notice.ts'

/** From here on it is worth a word to its author: higher than at close, where nobody is interrupted. */
const bar = 0.6

/** In characters. What is longer is pasted, or a report: no single line of the record. */
const longest = 600

/** What an offer can be about; a change or an observation need not be asked for while it happens. */
const offered = [
  'hypothesis',
  'third party',
  'recurrence',
  'persists',
  'action',
  'reversal',
] as const satisfies Sign[]
export type OfferedSign = (typeof offered)[number]

/** What a message clearly is, where its author could be offered to put it on record. */
export function clearly(text: string): (Notice & { sign: OfferedSign }) | undefined {
  if (text.length > longest) return undefined
  const noticed = notice(text)
  const sign = offered.find((known) => known === noticed?.sign)
  return noticed && sign && noticed.score >= bar ? { ...noticed, sign } : undefined
}

/** Whether a message may come to an offer: told from its words alone, so that all the others cost nothing. */
export const isPromising = (
  { isTalk, text }: Pick<SeenMessage, 'isTalk' | 'text'>,
  { noticing }: Pick<Settings, 'noticing'>,
): boolean => isTalk && noticing.offers === 'on' && clearly(text) !== undefined
