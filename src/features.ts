import type { Change } from './core/decision.ts'
import { deliverySavers } from './core/outbox/store.ts'
import { type Registry, register } from './core/registry.ts'
import { reminderFeature } from './core/reminders/slack.ts'
import { reminderSavers } from './core/reminders/store.ts'
import { timerSavers } from './core/timers/store.ts'
import { undoFeature } from './core/undo/slack.ts'
import { undoSavers } from './core/undo/store.ts'
import { followUpFeature } from './follow-ups/slack.ts'
import { followUpSavers } from './follow-ups/store.ts'
import { incidentFeature } from './incident/lifecycle/slack.ts'
import { incidentSavers } from './incident/lifecycle/store.ts'
import { roleFeature } from './incident/roles/slack.ts'
import { roleSavers } from './incident/roles/store.ts'
import { updateFeature } from './incident/updates/slack.ts'
import { challengeFeature } from './investigation/challenges/slack.ts'
import { challengeSavers } from './investigation/challenges/store.ts'
import { briefFeature } from './investigation/fresh-eyes/slack.ts'
import { briefSavers } from './investigation/fresh-eyes/store.ts'
import { hypothesisFeature } from './investigation/ledger/slack.ts'
import { hypothesisSavers } from './investigation/ledger/store.ts'
import { waitFeature } from './investigation/ledger/waits/slack.ts'
import { waitSavers } from './investigation/ledger/waits/store.ts'
import { saveWith } from './platform/db/savers.ts'
import { afterCloseFeature } from './postmortem/handlers/after.ts'
import { postMortemFeature } from './postmortem/slack.ts'
import { postMortemSavers } from './postmortem/store.ts'
import type { TemplateLibrary } from './postmortem/templates/library.ts'
import { helpFeature } from './screens/help/slack.ts'
import { homeFeature } from './screens/home/slack.ts'
import { panelFeature } from './screens/panel/slack.ts'
import { timelineFeature } from './timeline/capture/slack.ts'
import { editorFeature } from './timeline/editor/slack.ts'
import { recordSavers } from './timeline/editor/store.ts'
import { timelineSavers } from './timeline/entries/store.ts'
import { listeningFeature } from './timeline/listening/slack.ts'
import { noticingSavers } from './timeline/listening/store.ts'
import { rereadFeature } from './timeline/missed-events/slack.ts'
import { rereadSavers } from './timeline/missed-events/store.ts'

/** Every feature there is, with the forms of the post-mortem. */
export function makeRegistry(forms: TemplateLibrary): Registry {
  const help = helpFeature(() => registry.commands.values())
  const registry: Registry = register([
    panelFeature(() => registry.commands),
    incidentFeature,
    roleFeature,
    timelineFeature,
    editorFeature,
    rereadFeature,
    hypothesisFeature,
    challengeFeature,
    briefFeature,
    waitFeature,
    listeningFeature,
    updateFeature,
    reminderFeature,
    followUpFeature,
    postMortemFeature,
    afterCloseFeature(forms),
    undoFeature,
    homeFeature,
    help,
  ])
  return registry
}

/** Writes any change there is. */
export const save = saveWith<Change>({
  ...incidentSavers,
  ...timelineSavers,
  ...recordSavers,
  ...rereadSavers,
  ...hypothesisSavers,
  ...postMortemSavers,
  ...challengeSavers,
  ...briefSavers,
  ...waitSavers,
  ...noticingSavers,
  ...followUpSavers,
  ...roleSavers,
  ...reminderSavers,
  ...undoSavers,
  ...timerSavers,
  ...deliverySavers,
})
