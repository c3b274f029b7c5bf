import { nothing } from '../../../core/decision.ts'
import type { Command } from '../../../core/registry.ts'
import { listed } from '../../../messages/blocks.ts'
import { overview } from '../show.ts'
import { impactOf, latestOver, openOf } from '../store.ts'
import { line } from '../view.ts'

/** How many of those over are shown. */
const most = 10

export const listWords: Command[] = [
  {
    word: 'list',
    usage: 'list [mine|closed]',
    example: 'list mine',
    does: 'the open incidents, those in which you have a part, or the last ones over',
    on: 'viewer',
    act: 'read',
    run: async ({ open, workspaceId, viewer }, { rest }, { settings }, tx) => {
      const which = rest.trim().toLowerCase()
      const say = (found: typeof open, none: string) => ({
        ...nothing,
        answer: { say: listed(found.length > 0 ? found.map(line) : [none]) },
      })
      if (!which || which === 'open') return say(open, 'No incident is open.')
      if (which === 'mine')
        return say(await openOf(tx, workspaceId, viewer), 'You have a part in no open incident.')
      if (which === 'closed')
        return say(await latestOver(tx, workspaceId, viewer, most), 'No incident is over yet.')
      return { refusal: `Say \`${settings.command} list\`, \`list mine\` or \`list closed\`.` }
    },
  },
  {
    word: 'show',
    usage: 'show [INC-12]',
    example: 'show INC-12',
    does: 'one incident at a glance',
    namesIncident: true,
    on: 'incident',
    act: 'read',
    run: async (state, _said, _ctx, tx) => ({
      ...nothing,
      answer: { say: overview(state, await impactOf(tx, state.incident.id)) },
    }),
  },
]
