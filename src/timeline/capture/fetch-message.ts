import type { FailureRecipient, Send } from '../../core/outbox/call.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import { formatTs } from '../../messages/mrkdwn.ts'

/** What has to be fetched for a message. */
interface MessageFetchRequest {
  incidentId: string
  /** Its channel, if that is not the incident channel. */
  channelId?: string
  /** Null if the message is only a follow-up. */
  entryId: string | null
  ts: bigint
  seen: Pick<SeenMessage, 'threadTs' | 'text' | 'authorId'> | null
  /** Ids of people, channels and groups whose names are missing. */
  names: readonly string[]
  tell?: FailureRecipient
}

/** An outbox call that fetches the text of a message, unless it is stored, and the missing names. */
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
