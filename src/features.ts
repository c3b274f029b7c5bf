import { coreFeature } from './core/index.ts'
import { buildRegistry, type Registry } from './core/registry.ts'
import { reminderFeature } from './core/reminders/slack.ts'
import { undoFeature } from './core/undo/slack.ts'
import { followUpFeature } from './follow-ups/slack.ts'
import { incidentFeature } from './incident/lifecycle/slack.ts'
import { roleFeature } from './incident/roles/slack.ts'
import { updateFeature } from './incident/updates/slack.ts'
import { challengeFeature } from './investigation/challenges/slack.ts'
import { briefFeature } from './investigation/fresh-eyes/slack.ts'
import { hypothesisFeature } from './investigation/ledger/slack.ts'
import { waitFeature } from './investigation/ledger/waits/slack.ts'
import { afterCloseFeature } from './postmortem/handlers/after-close.ts'
import { postMortemFeature } from './postmortem/slack.ts'
import type { TemplateLibrary } from './postmortem/templates/library.ts'
import { helpFeature } from './screens/help/slack.ts'
import { homeFeature } from './screens/home/slack.ts'
import { panelFeature } from './screens/panel/slack.ts'
import { timelineFeature } from './timeline/capture/slack.ts'
import { editorFeature } from './timeline/editor/slack.ts'
import { listeningFeature } from './timeline/listening/slack.ts'
import { missedEventsFeature } from './timeline/missed-events/slack.ts'

/** All features, with the post-mortem templates they offer. */
export function makeRegistry(templates: TemplateLibrary): Registry {
  const help = helpFeature(() => registry.commands.values())
  const registry: Registry = buildRegistry([
    coreFeature,
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
    undoFeature(() => registry),
    homeFeature,
    help,
  ])
  return registry
}
