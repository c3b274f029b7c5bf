import { said } from '../delivery/say.ts'
import { type Decision, type Refusal, together } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { escapeMrkdwn, slackTime, who } from '../slack/text.ts'
import { undoable } from '../undo/undoable.ts'
import { entryBy } from './entry.ts'
import { readTime, sayTime } from './when.ts'

/** A manual entry, back-dated where a time stands in front; shown back in full, with an undo. */
export function logEntry(
  state: IncidentState,
  words: string,
  by: Actor,
  zone: string,
  /** Whose zone it is: only a profile that was fetched tells the speaker's. */
  isTheirs: boolean,
  moment: Moment,
): Decision | Refusal {
  const read = readTime(words, zone, moment.now)
  if ('refusal' in read) return read
  if (!read.text)
    return {
      refusal: `What happened? For example: \`${moment.settings.command} log 14:35 paged the database team\``,
    }
  const { id: incidentId } = state.incident
  const entry = { ...entryBy(moment, incidentId, 'note', read.text, by), occurredAt: read.at }
  const when = sayTime(read.at, zone)
  const line = `${slackTime(read.at, when)} · ${escapeMrkdwn(read.text)} · ${who(by)}`
  const back = `Logged at *${when}*: ${escapeMrkdwn(read.text)}`
  const kept: Decision = {
    changes: [{ type: 'entry.added', entry }],
    send: [said(incidentId, line, entry.id)],
  }
  const doing = {
    incidentId,
    subject: `entry ${entry.id}`,
    words: escapeMrkdwn(read.text),
    shown: read.given && !isTheirs ? `${back}\n_${readHere(zone)}_` : back,
    inverse: [{ type: 'entry.withdrawn', entryId: entry.id } as const],
    by,
  }
  return together(kept, undoable(doing, moment))
}

const readHere = (zone: string): string =>
  `I don't know your time zone yet: the time was read in the incident's, ${zone}. Undo it where that is wrong.`
