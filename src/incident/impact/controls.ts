import { z } from 'zod'
import { action, modal } from '../../messages/action.ts'
import { factNames } from './model.ts'

/** In the impact modal. */
export const impactActions = {
  add: action('incident.impact_add', {}),
  remove: action('incident.impact_remove', { id: z.string() }),
}

export const impactModals = {
  /** `shown` is the fingerprint of what the modal showed. */
  impact: modal('incident.impact', { shown: z.string() }, ['from*', 'to*', ...factNames, 'services']),
}
