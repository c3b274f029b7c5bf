import { emptyDecision } from '../../../core/decision.ts'
import type { Command } from '../../../core/feature/feature.ts'
import { incidentListLine } from '../../../core/incident/lines.ts'
import { linesMessage } from '../../../messages/blocks.ts'
import { findLatestEndedIncidents, findOpenIncidentsInvolving } from '../store.ts'

/** How many ended incidents `list closed` shows. */
const maxListedEndedIncidents = 10

export const listCommands: Command[] = [
  {
    word: 'list',
    usage: 'list [mine|closed]',
    example: 'list mine',
    does: 'the open incidents, those in which you have a part, or the last ones over',
    on: 'viewer',
    act: 'read',
    run: async ({ state: { open, workspaceId, viewer }, settings }, { rest }, tx) => {
      const which = rest.trim().toLowerCase()
      const say = (found: typeof open, none: string) => ({
        ...emptyDecision,
        answer: { say: linesMessage(found.length > 0 ? found.map(incidentListLine) : [none]) },
      })
      if (!which || which === 'open') return say(open, 'No incident is open.')
      if (which === 'mine')
        return say(await findOpenIncidentsInvolving(tx, workspaceId, viewer), 'You have a part in no open incident.')
      if (which === 'closed')
        return say(
          await findLatestEndedIncidents(tx, workspaceId, viewer, maxListedEndedIncidents),
          'No incident is over yet.',
        )
      return { refusal: `Say \`${settings.command} list\`, \`list mine\` or \`list closed\`.` }
    },
  },
]
