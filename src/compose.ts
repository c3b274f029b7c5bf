import type { Registry } from './core/feature/registry.ts'
import { topicOf } from './core/incident/model.ts'
import type { Composer } from './core/outbox/prepare.ts'
import type { Settings } from './core/settings.ts'
import type { Clock } from './platform/time/clock.ts'
import type { Writer } from './postmortem/worker/writer.ts'
import { loadHome } from './screens/home/store.ts'
import { homeBlocks } from './screens/home/view.ts'

/** Renders live messages and documents from the stored state at the time they are sent. */
export function makeComposer(
  { load, liveMessages, contributions }: Pick<Registry, 'load' | 'liveMessages' | 'contributions'>,
  clock: Clock,
  settings: Settings,
  writer: Writer,
): Composer {
  return {
    async liveMessage(tx, incidentId, name) {
      const [kind = '', ...key] = name.split(':')
      const state = await load(tx, incidentId)
      const context = { now: clock.now(), settings, contributions }
      const message = liveMessages.get(kind)?.render(state, key.join(':'), context)
      if (!message) throw new Error(`there is no live message ${name}`)
      return message
    },
    topic: async (tx, incidentId) => {
      const incident = await tx.incident.findUniqueOrThrow({ where: { id: incidentId } })
      return incident.here ? null : topicOf(incident)
    },
    home: async (tx, workspaceId, viewer) =>
      homeBlocks(await loadHome(tx, { workspaceId, viewer }, clock.now(), settings.zone), settings.command),
    document: (incidentId, wanted) => writer.write({ as: 'file', incidentId, wanted }),
    canvas: (incidentId) => writer.write({ as: 'canvas', incidentId }),
  }
}
