import type { Decision, Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { entryBy } from '../../core/record/entry.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { actorZone } from '../../core/state.ts'
import { escapeMrkdwn, nameOrMention, slackTime } from '../../messages/mrkdwn.ts'
import { readTime, sayTime } from '../../platform/time/when.ts'

/** Records a note by hand, back-dated if it starts with a time. The answer shows it in full, with an undo. */
export function logEntry(ctx: WithActor, text: string): Decision | Refusal {
  const { state, by } = ctx
  const zone = actorZone(ctx)
  const read = readTime(text, zone, ctx.now)
  if ('refusal' in read) return read
  if (!read.text)
    return {
      refusal: `What happened? For example: \`${ctx.settings.command} log 14:35 paged the database team\``,
    }
  const entry = { ...entryBy(ctx, state.incident.id, 'note', read.text), occurredAt: read.at }
  const when = sayTime(read.at, zone)
  const words = escapeMrkdwn(read.text)
  const back = `Logged at *${when}*: ${words}`
  const logged = {
    entry,
    words,
    line: `${slackTime(read.at, when)} · ${words} · ${nameOrMention(by)}`,
    shown: read.given && !state.zones.has(by.id) ? `${back}\n_${zoneAssumedNote(zone)}_` : back,
    subject: `entry ${entry.id}`,
  }
  return recordEntry(ctx, logged)
}

const zoneAssumedNote = (zone: string): string =>
  `I don't know your time zone yet: the time was read in the incident's, ${zone}. Undo it where that is wrong.`
