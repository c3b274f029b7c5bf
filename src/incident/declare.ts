import type { Send } from '../delivery/call.ts'
import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { Moment, OpenIncident, WorkspaceState } from '../dispatch/state.ts'
import { minute } from '../lib/durations.ts'
import { sentence } from '../slack/blocks.ts'
import { formatTs, plainly } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { instantOf } from '../timeline/model.ts'
import { announceTo } from './announce.ts'
import { makeChannel } from './channel.ts'
import { type Incident, reference } from './model.ts'
import { declaredPrivately, twinFound } from './view.ts'

/** The same title by the same person within this time is the same declaration. */
const twinWindow = 2 * minute
const longestTitle = 500

export interface Declaration {
  /** As readers see it, without Slack's markup. */
  title: string
  severity: string | undefined
  by: Actor
  channelId: string | undefined
  /** The message it was declared from: the first entry, and the time of detection. */
  source?: Source | undefined
}

export interface Source {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  /** Its beginning, in Slack's markup. */
  text: string
}

type Checked = Declaration & { severity: string }

/** Declares an incident: its number, first entry, channel, opening post and announcement. */
export function declare(state: WorkspaceState, wanted: Declaration, moment: Moment): Decision | Refusal {
  const title = wanted.title.replace(/\s+/g, ' ').trim()
  if (!title) return { refusal: 'What is wrong? A few words are enough.', field: 'title' }
  if (title.length > longestTitle)
    return { refusal: `Please keep the title under ${longestTitle} characters.`, field: 'title' }
  const severity = severityNamed(wanted.severity, moment)
  if (!severity)
    return {
      refusal: `There is no severity \`${wanted.severity}\`. Use ${severityNames(moment)}.`,
      field: 'severity',
    }
  const twin = state.open.find((incident) => isTwin(incident, title, wanted.by, moment.now))
  if (twin) return { changes: [], send: [], answer: { say: sentence(twinFound(twin)) } }
  return begin(state, { ...wanted, title, severity }, moment)
}

function begin(state: WorkspaceState, wanted: Checked, moment: Moment): Decision {
  const id = moment.newId()
  const number = state.nextNumber
  const { title, severity, by, source } = wanted
  const entry = entryBy(moment, id, 'status', `Declared as ${severity}: ${title}`, by)
  const changes: Change[] = [
    {
      type: 'incident.declared',
      id,
      workspaceId: state.workspaceId,
      number,
      title,
      severity,
      mode: 'live',
      zone: moment.settings.zone,
      by: by.id,
      at: moment.now,
      detectedAt: source ? instantOf(source.ts) : null,
    },
    { type: 'entry.added', entry },
  ]
  const first = source ? linkSource(id, source, by, moment) : { changes: [], send: [] }
  return {
    changes: [...changes, ...first.changes],
    send: [...opening({ id, number, title, private: false }, wanted, entry.id, moment), ...first.send],
    answer: { say: sentence(declaredPrivately({ number, severity, title })) },
  }
}

/** All that Slack is told at the start; what belongs in the channel follows once there is one. */
function opening(
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'private'>,
  { by, channelId }: Checked,
  entryId: string,
  { settings }: Moment,
): Send[] {
  const tell = { person: by.id, channelId }
  return [
    makeChannel(incident, entryId, tell, settings),
    ...announceTo(incident, settings, { tell, bookmark: `Announcement of ${reference(incident)}` }),
  ]
}

/** The message an incident was declared from becomes an entry; its whole text is fetched where the bot may read it. */
function linkSource(incidentId: string, source: Source, by: Actor, moment: Moment): Decision {
  const { channelId, ts, threadTs, authorId } = source
  const words = plainly(source.text)
  const entry = {
    ...entryBy(moment, incidentId, 'observation', words, null),
    state: 'pending' as const,
    occurredAt: instantOf(ts),
    recorderId: by.id,
    authorId,
    channelId,
    messageTs: ts,
    threadTs,
    captured: true,
  }
  const thread = threadTs === null ? null : formatTs(threadTs)
  const fetch = {
    do: 'fetch_entry',
    entryId: entry.id,
    ts: formatTs(ts),
    thread,
    text: null,
    authorId,
  } as const
  // With all its words at hand, what else could be read is no matter for the declarer.
  const whole = words !== '' && !words.endsWith('…')
  const tell = whole ? {} : { tell: { person: by.id, channelId } }
  return {
    changes: [{ type: 'entry.added', entry }],
    send: [{ to: { channel: channelId }, call: fetch, ...tell }],
  }
}

const isTwin = (incident: OpenIncident, title: string, by: Actor, now: Date): boolean =>
  incident.title === title &&
  incident.declaredBy === by.id &&
  now.getTime() - incident.declaredAt.getTime() <= twinWindow

/** The configured severity of that name in any case; the second highest when none was given. */
export function severityNamed(given: string | undefined, { settings }: Moment): string | undefined {
  const names = settings.severities.map((severity) => severity.name)
  if (!given) return names[1] ?? names[0]
  return names.find((name) => name.toLowerCase() === given.toLowerCase())
}

export const severityNames = ({ settings }: Moment): string =>
  settings.severities.map((severity) => `\`${severity.name}\``).join(', ')
