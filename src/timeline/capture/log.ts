import type { Decision, Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import { entryBy } from '../../core/record/entry.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { escapeMrkdwn, nameOrMention, slackTime } from '../../messages/mrkdwn.ts'
import { readTime, sayTime } from '../../platform/time/when.ts'

/** A manual entry, back-dated where a time stands in front; shown back in full, with an undo. */
export function logEntry(
  state: IncidentState,
  said: string,
  by: Actor,
  zone: string,
  /** Whose zone it is: only a profile that was fetched tells the speaker's. */
  isTheirs: boolean,
  ctx: DecisionContext,
): Decision | Refusal {
  const read = readTime(said, zone, ctx.now)
  if ('refusal' in read) return read
  if (!read.text)
    return {
      refusal: `What happened? For example: \`${ctx.settings.command} log 14:35 paged the database team\``,
    }
  const entry = { ...entryBy(ctx, state.incident.id, 'note', read.text, by), occurredAt: read.at }
  const when = sayTime(read.at, zone)
  const words = escapeMrkdwn(read.text)
  const back = `Logged at *${when}*: ${words}`
  const deed = {
    entry,
    words,
    line: `${slackTime(read.at, when)} · ${words} · ${nameOrMention(by)}`,
    shown: read.given && !isTheirs ? `${back}\n_${readHere(zone)}_` : back,
    subject: `entry ${entry.id}`,
  }
  return recordEntry(deed, by, ctx)
}

const readHere = (zone: string): string =>
  `I don't know your time zone yet: the time was read in the incident's, ${zone}. Undo it where that is wrong.`
