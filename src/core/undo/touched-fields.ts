import type { StateChange } from '../decision.ts'

/** The fields of the incident that these changes set. Actions with different subjects can still set the same field. */
export const listTouchedFields = (changes: readonly StateChange[]): string[] =>
  changes.flatMap((change) => {
    switch (change.type) {
      case 'incident.status':
        return ['status', ...Object.keys(change.reached)]
      case 'incident.corrected':
        return Object.keys(change.to)
      case 'incident.acknowledged':
        return ['acknowledgedAt']
      // A post-mortem's state depends on the incident being closed: closing again makes it a draft.
      case 'postmortem.set':
        return 'state' in change.to ? ['status'] : []
      default:
        return []
    }
  })
