import type { Standing } from '../../../core/feature/context.ts'
import { excerptMrkdwn, formatElapsed } from '../../../incident/roles/lines.ts'
import type { InvestigationState } from '../../state.ts'
import { openWaits, type Wait } from './model.ts'

/** What the waits say of where the incident stands. */
export const summarizeWaits = ({ waits }: InvestigationState, now: Date): Partial<Standing> => ({
  underway: [openWaits(waits).map((wait) => summarizeWait(wait, now))],
})

const summarizeWait = ({ party, about, since }: Wait, now: Date): string =>
  `waiting on ${excerptMrkdwn(party, 60)} for ${formatElapsed(since, now)}${about ? `: ${excerptMrkdwn(about)}` : ''}`
