import type { Feature } from './feature.ts'

/** Throws, naming both, if two features claim one name. */
export function refuseDoubleClaims(features: readonly Feature[]): void {
  const owners = new Map<string, string>()
  for (const feature of features) {
    for (const claim of listClaims(feature)) {
      const owner = owners.get(claim)
      if (owner !== undefined) throw new Error(`two features claim the ${claim}: ${owner} and ${feature.name}`)
      owners.set(claim, feature.name)
    }
  }
}

function listClaims(feature: Feature): string[] {
  const { contributes = {} } = feature
  const names: Record<string, readonly string[]> = {
    setting: Object.keys(feature.settings?.schema({ severities: [] }).shape ?? {}),
    command: (feature.commands ?? []).map(({ word }) => word),
    action: (feature.actions ?? []).map(({ name }) => name),
    modal: (feature.modals ?? []).map(({ name }) => name),
    shortcut: Object.keys(feature.shortcuts ?? {}),
    timer: Object.keys(feature.timerDue ?? {}),
    'opening of Home': feature.homeOpened ? ['home'] : [],
    change: (feature.savers ?? []).map(({ type }) => type),
    'rows of the state': Object.keys(feature.part?.slices ?? {}),
    metric: (feature.metrics ?? []).flatMap(({ gauges }) => Object.keys(gauges)),
    'live message': Object.keys(feature.liveMessages ?? {}),
    'replies to the live message': Object.keys(feature.liveMessageReplied ?? {}),
    'kind of entry': Object.keys(contributes.entryKinds ?? {}),
    mark: Object.keys(contributes.marks ?? {}),
    'choice in the menu of an entry': Object.keys(contributes.entryChoices ?? {}),
    reminder: Object.keys(contributes.reminders ?? {}),
  }
  return Object.entries(names).flatMap(([what, claimed]) => claimed.map((name) => `${what} "${name}"`))
}
