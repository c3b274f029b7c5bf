import type { Change } from '../dispatch/decision.ts'

/** What of the incident itself these changes set: deeds about different things can set the same. */
export const touched = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) => {
    switch (change.type) {
      case 'incident.status':
        return ['status', ...Object.keys(change.reached)]
      case 'incident.corrected':
        return Object.keys(change.to)
      case 'incident.acknowledged':
        return ['acknowledgedAt']
      default:
        return []
    }
  })
