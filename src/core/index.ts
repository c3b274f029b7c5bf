import { outboxSavers } from './outbox/store.ts'
import type { Feature } from './registry.ts'
import { timerSavers } from './timers/store.ts'

/** What the core itself keeps for every feature: the outbox and the timers. */
export const coreFeature: Feature = { savers: [...outboxSavers, ...timerSavers] }
