import type { Finding } from './oracle.ts'
import type { Outcome } from './play.ts'

const counted = ['deeds', 'acknowledged', 'kills', 'stops', 'database', 'cuts', 'faults'] as const
const kinds: readonly Finding['kind'][] = ['lost', 'doubled', 'stuck', 'wrong', 'died']

/** One line per incident; with findings or `isVerbose`, also the findings and the log. */
export function report({ plan, log, findings }: Outcome, isVerbose: boolean): string {
  const { seed, transport, database, bots, isPrivate } = plan
  const counts = counted.map((what) => `${log.counted(what)} ${what}`)
  const setting = [transport, database, `${bots} bot${bots > 1 ? 's' : ''}`, ...(isPrivate ? ['private'] : [])]
  const verdict = findings.length > 0 ? `${findings.length} FINDINGS` : 'ok'
  const line = `seed ${seed} · ${setting.join(' ')} · ${counts.join(', ')} · ${log.seconds} s · ${verdict}`
  if (findings.length === 0 && !isVerbose) return line
  const found = findings.map(({ kind, what }) => `  ${kind}: ${what}`)
  return [line, ...found, ...log.lines.map((one) => `    ${one}`)].join('\n')
}

export function summary(outcomes: readonly Outcome[]): string {
  const sum = (what: string) => outcomes.reduce((total, { log }) => total + log.counted(what), 0)
  const findings = outcomes.flatMap((outcome) => outcome.findings)
  const of = (wanted: Finding['kind']) => findings.filter(({ kind }) => kind === wanted).length
  const bad = outcomes.filter((outcome) => outcome.findings.length > 0).map(({ plan }) => plan.seed)
  return [
    `${outcomes.length} incidents: ${counted.map((what) => `${sum(what)} ${what}`).join(', ')}`,
    kinds.map((kind) => `${kind} ${of(kind)}`).join(', '),
    ...(bad.length > 0 ? [`seeds with findings: ${bad.join(', ')}`] : []),
  ].join('\n')
}
