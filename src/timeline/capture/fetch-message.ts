import type { FailureRecipient, Send } from '../../core/outbox/call.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import { formatTs } from '../../messages/mrkdwn.ts'

/** What of a message is still to be had from Slack. */
interface MessageFetchRequest {
  incidentId: string
  /** Where it stands, if not in the incident's own channel. */
  channelId?: string
  /** Null where the message is a follow-up only. */
  entryId: string | null
  ts: bigint
  seen: Pick<SeenMessage, 'threadTs' | 'text' | 'authorId'> | null
  /** Who and what has no name yet. */
  names: readonly string[]
  tell?: FailureRecipient
}

/** Asks Slack for the words of a message where they are not known, and for the names that are missing. */
export const requestMessageFetch = ({
  incidentId,
  channelId,
  entryId,
  ts,
  seen,
  names,
  tell,
}: MessageFetchRequest): Send => ({
  to: channelId ? { channel: channelId } : { incident: incidentId },
  call: {
    do: 'fetch_entry',
    entryId,
    ts: formatTs(ts),
    thread: seen?.threadTs ? formatTs(seen.threadTs) : null,
    text: seen?.text ?? null,
    authorId: seen?.authorId ?? null,
    names: [...names],
  },
  ...(tell && { tell }),
})
