import { topicOf } from './core/incident/model.ts'
import type { Composer } from './core/outbox/prepare.ts'
import { reminderLiveMessage } from './core/reminders/view.ts'
import { loadState } from './core/store.ts'
import { announcementMessage, openingPost } from './incident/lifecycle/view.ts'
import { challengeMessage } from './investigation/challenges/view.ts'
import { briefLiveMessage } from './investigation/fresh-eyes/live-message.ts'
import { ledgerMessage } from './investigation/ledger/view.ts'
import type { Settings } from './platform/config/settings.ts'
import type { Clock } from './platform/time/clock.ts'
import type { Writer } from './postmortem/worker/writer.ts'
import { loadHome } from './screens/home/store.ts'
import { homeBlocks } from './screens/home/view.ts'

/** Renders live messages and documents from the stored state at the time they are sent. */
export function makeComposer(clock: Clock, settings: Settings, writer: Writer): Composer {
  return {
    async liveMessage(tx, incidentId, name) {
      const state = await loadState(tx, incidentId)
      if (name === 'opening') return openingPost(state, settings)
      if (name === 'announcement') return announcementMessage(state, clock.now())
      if (name === 'ledger') return ledgerMessage(state)
      const reminder = /^reminder:(.+):(\d+)$/.exec(name)
      if (reminder) {
        const [, kind = '', at] = reminder
        return reminderLiveMessage(state, kind, Number(at), settings, clock.now())
      }
      const brief = briefLiveMessage(state, name, clock.now())
      if (brief) return brief
      const challenge = state.challenges.find(({ number }) => name === `challenge:${number}`)
      if (!challenge) throw new Error(`there is no live message ${name}`)
      return challengeMessage(state, challenge)
    },
    topic: async (tx, incidentId) => {
      const incident = await tx.incident.findUniqueOrThrow({ where: { id: incidentId } })
      return incident.here ? null : topicOf(incident)
    },
    home: async (tx, workspaceId, viewer) =>
      homeBlocks(await loadHome(tx, workspaceId, viewer, clock.now(), settings.zone), settings.command),
    document: (incidentId, wanted) => writer.write({ as: 'file', incidentId, wanted }),
    canvas: (incidentId) => writer.write({ as: 'canvas', incidentId }),
  }
}
