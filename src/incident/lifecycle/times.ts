import type { Decision, Refusal } from '../../core/decision.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { type Incident, incidentLabel, incidentReference } from '../../core/incident/model.ts'
import { actorZone } from '../../core/state.ts'
import { slackTime } from '../../messages/mrkdwn.ts'
import { readTime, sayTime } from '../../platform/time/when.ts'
import { incidentCorrected } from './changes.ts'
import { correctableTimeNames, timeCorrectionEntry } from './entry-data.ts'
import { timeFormatExamples } from './read-time.ts'
import { recordIncidentChange } from './record.ts'
import { extractIncidentTimes, findTimeOrderConflict, type TimeName, timeLabels, timeNames } from './time-order.ts'

type CorrectableTimeName = (typeof correctableTimeNames)[number]

/** Corrects a time: `started 14:35 [why]`. It is read in the zone of whoever corrects it. */
export function correctTime(ctx: WithActor, words: string): Decision | Refusal {
  const { incident } = ctx.state
  const zone = actorZone(ctx)
  const [, first = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(words) ?? []
  const name = correctableTimeNames.find((candidate) => candidate === first.toLowerCase())
  if (!name) return { refusal: uncorrectableTimeText(ctx, first) }
  if (name === 'resolved' && !incident.resolvedAt)
    return {
      refusal: `${incidentReference(incident)} is not resolved. Say \`${ctx.settings.command} resolve\` first.`,
    }
  const read = readTime(rest, zone, ctx.now)
  if ('refusal' in read) return read
  if (!read.given) return { refusal: `When was it ${name}? Write ${timeFormatExamples} after it.` }
  if (read.at.getTime() === extractIncidentTimes(incident)[name]?.getTime())
    return { refusal: `That is the time I have: ${sayTime(read.at, zone)}.` }
  const conflict = findTimeOrderConflict({ ...extractIncidentTimes(incident), [name]: read.at }, incident.mode)
  if (conflict) return { refusal: timeOrderRefusalText(incident, { name, at: read.at }, conflict, zone) }
  return recordTimeCorrection(ctx, name, read.at, read.text)
}

function recordTimeCorrection(ctx: WithActor, name: CorrectableTimeName, at: Date, why: string): Decision {
  const { incident } = ctx.state
  const before = extractIncidentTimes(incident)[name]
  const set = (to: Date | null) => incidentCorrected({ incidentId: incident.id, to: { [`${name}At`]: to } })
  const was = before ? `; was ${slackTime(before, sayTime(before, incident.zone))}` : ''
  return recordIncidentChange(ctx, {
    kind: 'correction',
    worded: timeCorrectionEntry({ time: name, to: at, was: before, why }, incident.zone),
    headline: `*${timeLabels[name]}* ${slackTime(at, sayTime(at, incident.zone))}${was}`,
    why,
    changes: [set(at)],
    back: [set(before)],
    subject: `time ${name}`,
  })
}

function uncorrectableTimeText({ settings: { command } }: BaseContext, word: string): string {
  const fixed = timeNames.find((candidate) => candidate === word.toLowerCase())
  if (fixed) return `When it was ${fixed} is what my own clock said: that stays.`
  return `Which time? One of ${correctableTimeNames.map((known) => `\`${known}\``).join(', ')}. For example: \`${command} time started 14:35\``
}

function timeOrderRefusalText(
  incident: Incident,
  { name, at }: { name: TimeName; at: Date },
  [earlier, later]: readonly [TimeName, TimeName],
  zone: string,
): string {
  const other = earlier === name ? later : earlier
  const known = extractIncidentTimes(incident)[other]
  const side = other === later ? 'after' : 'before'
  return `${sayTime(at, zone)} would be ${side} *${timeLabels[other].toLowerCase()}*${known ? `, ${sayTime(known, zone)}` : ''}. Correct that first, or check the date.`
}

/** Lists all seven times in the reader's zone. */
export function allTimes(incident: Incident, zone: string): string {
  const times = extractIncidentTimes(incident)
  const lines = timeNames.map((name) => {
    const at = times[name]
    return `${timeLabels[name]}: ${at ? sayTime(at, zone) : 'not recorded'}`
  })
  return [`*${incidentLabel(incident)}*`, ...lines].join('\n')
}
