import { CarriedMessage } from '../../incident/lifecycle/from-message.ts'
import { jsonField, modal } from '../../messages/action.ts'

export const captureModals = {
  /** `slack/parse` takes the incident from its input. */
  add: modal('timeline.add', { source: jsonField(CarriedMessage) }, ['incident', 'kind', 'when', 'text']),
}
