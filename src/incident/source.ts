import type { Decision } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { Moment } from '../dispatch/state.ts'
import { formatTs, plainly } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { instantOf } from '../timeline/model.ts'

/** The message an incident was declared from: its first entry, and the time of detection. */
export interface Source {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  /** Its beginning, in Slack's markup. */
  text: string
}

/** The message becomes an entry; its whole text is fetched where the bot may read it. */
export function linkSource(incidentId: string, source: Source, by: Actor, moment: Moment): Decision {
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
  const tell = whole ? {} : { tell: { person: by.id } }
  return {
    changes: [{ type: 'entry.added', entry }],
    send: [{ to: { channel: channelId }, call: fetch, ...tell }],
  }
}
