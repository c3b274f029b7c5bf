import type { StateChange } from './core/decision.ts'
import { outboxChangeHandlers } from './core/outbox/store.ts'
import { buildRegistry, type Registry } from './core/registry.ts'
import { reminderFeature } from './core/reminders/slack.ts'
import { reminderChangeHandlers } from './core/reminders/store.ts'
import { timerChangeHandlers } from './core/timers/store.ts'
import { undoFeature } from './core/undo/slack.ts'
import { undoChangeHandlers } from './core/undo/store.ts'
import { followUpFeature } from './follow-ups/slack.ts'
import { followUpChangeHandlers } from './follow-ups/store.ts'
import { incidentFeature } from './incident/lifecycle/slack.ts'
import { incidentChangeHandlers } from './incident/lifecycle/store.ts'
import { roleFeature } from './incident/roles/slack.ts'
import { roleChangeHandlers } from './incident/roles/store.ts'
import { updateFeature } from './incident/updates/slack.ts'
import { challengeFeature } from './investigation/challenges/slack.ts'
import { challengeChangeHandlers } from './investigation/challenges/store.ts'
import { briefFeature } from './investigation/fresh-eyes/slack.ts'
import { briefChangeHandlers } from './investigation/fresh-eyes/store.ts'
import { hypothesisFeature } from './investigation/ledger/slack.ts'
import { hypothesisChangeHandlers } from './investigation/ledger/store.ts'
import { waitFeature } from './investigation/ledger/waits/slack.ts'
import { waitChangeHandlers } from './investigation/ledger/waits/store.ts'
import { applyWith } from './platform/db/change-handlers.ts'
import { afterCloseFeature } from './postmortem/handlers/after-close.ts'
import { postMortemFeature } from './postmortem/slack.ts'
import { postMortemChangeHandlers } from './postmortem/store.ts'
import type { TemplateLibrary } from './postmortem/templates/library.ts'
import { helpFeature } from './screens/help/slack.ts'
import { homeFeature } from './screens/home/slack.ts'
import { panelFeature } from './screens/panel/slack.ts'
import { timelineFeature } from './timeline/capture/slack.ts'
import { editorFeature } from './timeline/editor/slack.ts'
import { editorChangeHandlers } from './timeline/editor/store.ts'
import { timelineChangeHandlers } from './timeline/entries/store.ts'
import { listeningFeature } from './timeline/listening/slack.ts'
import { offerChangeHandlers } from './timeline/listening/store.ts'
import { missedEventsFeature } from './timeline/missed-events/slack.ts'
import { missedEventChangeHandlers } from './timeline/missed-events/store.ts'

/** All features, with the post-mortem templates they offer. */
export function makeRegistry(templates: TemplateLibrary): Registry {
  const help = helpFeature(() => registry.commands.values())
  const registry: Registry = buildRegistry([
    panelFeature(() => registry.commands),
    incidentFeature,
    roleFeature,
    timelineFeature,
    editorFeature,
    missedEventsFeature,
    hypothesisFeature,
    challengeFeature,
    briefFeature,
    waitFeature,
    listeningFeature,
    updateFeature,
    reminderFeature,
    followUpFeature,
    postMortemFeature,
    afterCloseFeature(templates),
    undoFeature,
    homeFeature,
    help,
  ])
  return registry
}

/** Writes any change to the database. */
export const applyChange = applyWith<StateChange>({
  ...incidentChangeHandlers,
  ...timelineChangeHandlers,
  ...editorChangeHandlers,
  ...missedEventChangeHandlers,
  ...hypothesisChangeHandlers,
  ...postMortemChangeHandlers,
  ...challengeChangeHandlers,
  ...briefChangeHandlers,
  ...waitChangeHandlers,
  ...offerChangeHandlers,
  ...followUpChangeHandlers,
  ...roleChangeHandlers,
  ...reminderChangeHandlers,
  ...undoChangeHandlers,
  ...timerChangeHandlers,
  ...outboxChangeHandlers,
})
