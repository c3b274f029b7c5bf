import { briefFeature } from './brief/slack.ts'
import { briefSavers } from './brief/store.ts'
import { challengeFeature } from './challenge/slack.ts'
import { challengeSavers } from './challenge/store.ts'
import { deliverySavers } from './delivery/store.ts'
import type { Change } from './dispatch/decision.ts'
import { helpFeature } from './dispatch/help.ts'
import { type Registry, register } from './dispatch/registry.ts'
import { followUpFeature } from './followup/slack.ts'
import { followUpSavers } from './followup/store.ts'
import { homeFeature } from './home/slack.ts'
import { hypothesisFeature } from './hypothesis/slack.ts'
import { hypothesisSavers } from './hypothesis/store.ts'
import { incidentFeature } from './incident/slack.ts'
import { incidentSavers } from './incident/store.ts'
import { noticingFeature } from './noticing/slack.ts'
import { noticingSavers } from './noticing/store.ts'
import { panelFeature } from './panel/slack.ts'
import { afterCloseFeature } from './postmortem/handlers/after.ts'
import type { Forms } from './postmortem/outline/forms.ts'
import { postMortemFeature } from './postmortem/slack.ts'
import { postMortemSavers } from './postmortem/store.ts'
import { recordFeature } from './record/slack.ts'
import { recordSavers } from './record/store.ts'
import { reminderFeature } from './reminder/slack.ts'
import { reminderSavers } from './reminder/store.ts'
import { rereadFeature } from './reread/slack.ts'
import { rereadSavers } from './reread/store.ts'
import { roleFeature } from './role/slack.ts'
import { roleSavers } from './role/store.ts'
import { saveWith } from './store/savers.ts'
import { timelineFeature } from './timeline/slack.ts'
import { timelineSavers } from './timeline/store.ts'
import { timerSavers } from './timer/store.ts'
import { undoFeature } from './undo/slack.ts'
import { undoSavers } from './undo/store.ts'
import { updateFeature } from './update/slack.ts'
import { waitFeature } from './wait/slack.ts'
import { waitSavers } from './wait/store.ts'

/** Every feature there is, with the forms of the post-mortem. */
export function makeRegistry(forms: Forms): Registry {
  const help = helpFeature(() => registry.words.values())
  const registry: Registry = register([
    panelFeature(() => registry.words),
    incidentFeature,
    roleFeature,
    timelineFeature,
    recordFeature,
    rereadFeature,
    hypothesisFeature,
    challengeFeature,
    briefFeature,
    waitFeature,
    noticingFeature,
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
