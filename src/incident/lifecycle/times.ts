import type { Decision, Refusal } from '../../core/decision.ts'
import { type Incident, label, reference } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { slackTime } from '../../messages/mrkdwn.ts'
import { readTime, sayTime } from '../../platform/time/when.ts'
import { disorderIn, spoken, type TimeName, timeNames, timesOf } from './order.ts'
import { timeForms } from './read-time.ts'
import { recorded } from './record.ts'

/** Those that people tell; the others are what the bot's own clock said. */
export const correctable = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const
type Corrected = (typeof correctable)[number]

/** `started 14:35 [why]`: when it really was, in the speaker's zone. */
export function correctTime(
  state: IncidentState,
  words: string,
  by: Actor,
  zone: string,
  ctx: DecisionContext,
): Decision | Refusal {
  const { incident } = state
  const [, first = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(words) ?? []
  const name = correctable.find((known) => known === first.toLowerCase())
  if (!name) return { refusal: whichTime(first, ctx) }
  if (name === 'resolved' && !incident.resolvedAt)
    return {
      refusal: `${reference(incident)} is not resolved. Say \`${ctx.settings.command} resolve\` first.`,
    }
  const read = readTime(rest, zone, ctx.now)
  if ('refusal' in read) return read
  if (!read.given) return { refusal: `When was it ${name}? Write ${timeForms} after it.` }
  if (read.at.getTime() === timesOf(incident)[name]?.getTime())
    return { refusal: `That is the time I have: ${sayTime(read.at, zone)}.` }
  const wrong = disorderIn({ ...timesOf(incident), [name]: read.at }, incident.mode)
  if (wrong) return { refusal: outOfOrder(incident, name, read.at, wrong, zone) }
  return correction(incident, name, read.at, read.text, by, ctx)
}

function correction(
  incident: Incident,
  name: Corrected,
  at: Date,
  why: string,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const before = timesOf(incident)[name]
  const set = (to: Date | null) =>
    ({ type: 'incident.corrected', incidentId: incident.id, to: { [`${name}At`]: to } }) as const
  const [now, then] = [sayTime(at, incident.zone), before && sayTime(before, incident.zone)]
  const was = before ? `; was ${slackTime(before, then ?? '')}` : ''
  return recorded(
    incident,
    {
      kind: 'correction',
      text: `${spoken[name]}: ${now}${then ? `; was ${then}` : ''}${why ? `: ${why}` : ''}`,
      deed: `*${spoken[name]}* ${slackTime(at, now)}${was}`,
      why,
      changes: [set(at)],
      back: [set(before)],
      subject: `time ${name}`,
    },
    by,
    ctx,
  )
}

function whichTime(given: string, { settings: { command } }: DecisionContext): string {
  const fixed = timeNames.find((known) => known === given.toLowerCase())
  if (fixed) return `When it was ${fixed} is what my own clock said: that stays.`
  return `Which time? One of ${correctable.map((known) => `\`${known}\``).join(', ')}. For example: \`${command} time started 14:35\``
}

function outOfOrder(
  incident: Incident,
  name: TimeName,
  at: Date,
  [earlier, later]: readonly [TimeName, TimeName],
  zone: string,
): string {
  const other = earlier === name ? later : earlier
  const known = timesOf(incident)[other]
  const side = other === later ? 'after' : 'before'
  return `${sayTime(at, zone)} would be ${side} *${spoken[other].toLowerCase()}*${known ? `, ${sayTime(known, zone)}` : ''}. Correct that first, or check the date.`
}

/** All seven, in the reader's zone. */
export function allTimes(incident: Incident, zone: string): string {
  const times = timesOf(incident)
  const lines = timeNames.map((name) => {
    const at = times[name]
    return `${spoken[name]}: ${at ? sayTime(at, zone) : 'not recorded'}`
  })
  return [`*${label(incident)}*`, ...lines].join('\n')
}
