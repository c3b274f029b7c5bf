import type { StateChange } from '../decision.ts'

/** What of the incident itself these changes set: deeds about different things can set the same. */
export const listTouchedFields = (changes: readonly StateChange[]): string[] =>
  changes.flatMap((change) => {
    switch (change.type) {
      case 'incident.status':
        return ['status', ...Object.keys(change.reached)]
      case 'incident.corrected':
        return Object.keys(change.to)
      case 'incident.acknowledged':
        return ['acknowledgedAt']
      // A post-mortem has a state while the incident is closed: closed again, it is a draft.
      case 'postmortem.set':
        return 'state' in change.to ? ['status'] : []
      default:
        return []
    }
  })
