import type { DecisionContext } from '../feature/context.ts'

type Configured = Pick<DecisionContext, 'settings'>

/**
 * The configured severity with this name, whatever its case; undefined when there is none. Without a name, the second
 * highest severity, or the only one.
 */
export function severityNamed(name: string | undefined, { settings }: Configured): string | undefined {
  const names = settings.severities.map((severity) => severity.name)
  if (!name) return names[1] ?? names[0]
  return names.find((configured) => configured.toLowerCase() === name.toLowerCase())
}

export const severityNames = ({ settings }: Configured): string =>
  settings.severities.map((severity) => `\`${severity.name}\``).join(', ')

/** Replaces `SEV1` and `SEV2` in an example by the configured names of the two highest severities. */
export function withSeverities(words: string, settings: DecisionContext['settings']): string {
  const names = settings.severities.map((severity) => severity.name)
  return words.replace(/\bSEV([12])\b/g, (_, rank: string) => names[Number(rank) - 1] ?? names[0] ?? '')
}
