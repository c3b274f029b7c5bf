import { said } from '../delivery/say.ts'
import type { Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { actions, button, context, message, section, sentence } from '../slack/blocks.ts'
import { escapeMrkdwn, slackTime, who } from '../slack/text.ts'
import { entryBy } from './entry.ts'
import type { Entry } from './model.ts'
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
  return {
    changes: [{ type: 'entry.added', entry }],
    send: [said(incidentId, line, entry.id)],
    answer: {
      say: message(
        `Logged at ${when}`,
        section(`Logged at *${when}*: ${escapeMrkdwn(read.text)}`),
        ...(read.given && !isTheirs ? [context(readHere(zone))] : []),
        actions(button('Undo', 'timeline.undo', { incidentId, about: entry.id })),
      ),
    },
  }
}

const readHere = (zone: string): string =>
  `I don't know your time zone yet: the time was read in the incident's, ${zone}. Undo it where that is wrong.`

/** Takes a manual entry back: it is kept, and no longer shown. */
export function undoEntry(state: IncidentState, entry: Entry | null, by: Actor): Decision | Refusal {
  if (!entry) return { refusal: "I can't find that entry." }
  if (entry.state === 'withdrawn') return { refusal: 'That entry was taken back already.' }
  const line = `${who(by)} took back: ~${escapeMrkdwn(entry.text.replaceAll('~', '-'))}~`
  return {
    changes: [{ type: 'entry.withdrawn', entryId: entry.id }],
    send: [{ to: { incident: state.incident.id }, call: { do: 'post', message: sentence(line) } }],
  }
}
