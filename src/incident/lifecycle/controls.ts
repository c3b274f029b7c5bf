import { z } from 'zod'
import { action, jsonField, modal } from '../../messages/action.ts'
import { DeclarationOrigin } from './from-message.ts'

export const incidentActions = {
  /** In the short declare modal: opens the full one. */
  declareMore: action('incident.declare_more', {}),
  makeChannel: action('incident.make_channel', { entryId: z.string() }),
}

export const incidentModals = {
  declare: modal('incident.declare', { origin: jsonField(DeclarationOrigin) }, [
    'title',
    'severity',
    'summary',
    'services',
    'mode',
    'where',
    'started',
    'detected',
    'resolved',
    'past',
    'from',
    'to',
  ]),
  /** `shown` is the fingerprint of what the modal showed. */
  details: modal('incident.details', { shown: z.string() }, ['title', 'summary', 'services', 'tags', 'mode']),
}
