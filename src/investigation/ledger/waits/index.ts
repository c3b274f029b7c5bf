import type { Feature } from '../../../core/feature/feature.ts'
import { toPlainText } from '../../../messages/mrkdwn.ts'
import type { InvestigationContext } from '../../settings.ts'
import type { InvestigationState } from '../../state.ts'
import { waitModal } from './modal.ts'
import { summarizeWaits } from './standing.ts'
import { waitPart, waitSavers } from './store.ts'
import { runWaitCommand } from './wait.ts'

/** The `waiting` command, which begins, ends and lists waits on third parties. */
export const waitFeature: Feature<InvestigationContext, Pick<InvestigationState, 'waits'>> = {
  name: 'waits',
  part: waitPart,
  savers: waitSavers,
  contributes: { standing: summarizeWaits },
  commands: [
    {
      word: 'waiting',
      usage: 'waiting [on whom: for what | done what came of it]',
      example: 'waiting AWS support: case 123',
      does: 'note that the team waits on somebody outside, or no longer; alone: on whom',
      panel: [{ on: 'open', row: 'Record', rank: 5, label: 'Waiting on…' }],
      on: 'incident',
      act: ({ rest }) => (rest.trim() ? 'respond' : 'read'),
      asks: () => waitModal(),
      run: (ctx, { rest }) => runWaitCommand(ctx, toPlainText(rest)),
    },
  ],
}
