import type { DecisionContext } from '../state.ts'

type Configured = Pick<DecisionContext, 'settings'>

/** The configured severity of that name in any case; the second highest when none was given. */
export function severityNamed(given: string | undefined, { settings }: Configured): string | undefined {
  const names = settings.severities.map((severity) => severity.name)
  if (!given) return names[1] ?? names[0]
  return names.find((name) => name.toLowerCase() === given.toLowerCase())
}

export const severityNames = ({ settings }: Configured): string =>
  settings.severities.map((severity) => `\`${severity.name}\``).join(', ')

/** The words of an example that name the usual severities, with those of the settings. */
export function withSeverities(words: string, settings: DecisionContext['settings']): string {
  const names = settings.severities.map((severity) => severity.name)
  return words.replace(/\bSEV([12])\b/g, (_, rank: string) => names[Number(rank) - 1] ?? names[0] ?? '')
}
