import type { DecisionContext } from '../core/feature/context.ts'
import type { Settings } from '../core/settings.ts'
import type { ListeningSettings } from '../timeline/listening/settings.ts'
import type { ChallengeSettings } from './challenges/settings.ts'
import type { FreshEyesSettings } from './fresh-eyes/settings.ts'
import type { InvestigationState } from './state.ts'

/** What a team may set about how it investigates. */
export interface InvestigationSettings extends Settings, ChallengeSettings, FreshEyesSettings, ListeningSettings {}

export type InvestigationContext = DecisionContext<InvestigationState, InvestigationSettings>
