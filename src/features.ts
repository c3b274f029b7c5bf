import type { Feature } from './core/feature/feature.ts'
import { buildCompleteRegistry, foldSettings, type Registry } from './core/feature/registry.ts'
import { coreFeature, timerFeature } from './core/index.ts'
import { reminderFeature } from './core/reminders/index.ts'
import { undoFeature } from './core/undo/index.ts'
import { followUpFeature } from './follow-ups/index.ts'
import { incidentFeature } from './incident/lifecycle/index.ts'
import { roleFeature } from './incident/roles/index.ts'
import { updateFeature } from './incident/updates/index.ts'
import { challengeFeature } from './investigation/challenges/index.ts'
import { briefFeature } from './investigation/fresh-eyes/index.ts'
import { listeningFeature } from './investigation/heard/index.ts'
import { hypothesisFeature } from './investigation/ledger/index.ts'
import { waitFeature } from './investigation/ledger/waits/index.ts'
import { statsFeature } from './investigation/stats/index.ts'
import { afterCloseFeature } from './postmortem/handlers/after-close.ts'
import { postMortemFeature } from './postmortem/index.ts'
import type { ResponseState } from './postmortem/state.ts'
import type { TemplateLibrary } from './postmortem/templates/library.ts'
import { helpFeature } from './screens/help/index.ts'
import { homeFeature } from './screens/home/index.ts'
import { overviewFeature } from './screens/overview/index.ts'
import { panelFeature } from './screens/panel/index.ts'
import { timelineFeature } from './timeline/capture/index.ts'
import { editorFeature } from './timeline/editor/index.ts'
import { missedEventsFeature } from './timeline/missed-events/index.ts'

/** The features that are the same in every bot. Only they add to the settings, which name the templates of the others. */
const fixedFeatures = [
  coreFeature,
  timerFeature,
  incidentFeature,
  overviewFeature,
  roleFeature,
  timelineFeature,
  editorFeature,
  missedEventsFeature,
  hypothesisFeature,
  challengeFeature,
  briefFeature,
  waitFeature,
  statsFeature,
  listeningFeature,
  updateFeature,
  reminderFeature,
  followUpFeature,
  postMortemFeature,
  homeFeature,
] as const

/** Reads what a team may set. */
export const parseSettings = foldSettings(fixedFeatures)
export type TeamSettings = NonNullable<ReturnType<typeof parseSettings>['settings']>

/** All features, with the post-mortem templates they offer, and `more` that a test adds. */
export function makeRegistry(templates: TemplateLibrary, more: readonly Feature[] = []): Registry<ResponseState> {
  const help = helpFeature(() => registry.commands.values())
  const registry: Registry<ResponseState> = buildCompleteRegistry(
    [
      panelFeature(() => registry),
      ...fixedFeatures,
      afterCloseFeature(templates),
      undoFeature(() => registry),
      help,
      ...more,
    ],
    parseSettings,
  )
  return registry
}
