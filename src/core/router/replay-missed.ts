import type { Logger } from 'pino'
import { formatTs } from '../../messages/mrkdwn.ts'
import type { MessagePosted } from '../input.ts'
import type { LostMessage } from '../outbox/read-messages.ts'
import type { MissedEvents } from './missed-events.ts'

type MissedInput = MessagePosted | MissedEvents['changes'][number]

interface TakeMissedParts {
  take(input: MissedInput): Promise<unknown>
  /** Whether an error is transient, so that the same input may succeed later. */
  isPassing(error: unknown): boolean
  log: Pick<Logger, 'error'>
}

/**
 * Replays missed events, each as if Slack had just delivered it. An input that fails is retried after all the others;
 * if it fails again, only its message is lost. Resolves to the lost messages. Rejects only with a transient error (the
 * database is unavailable or busy), after which all of them are replayed again.
 */
export async function takeMissed({ messages, changes }: MissedEvents, parts: TakeMissedParts): Promise<LostMessage[]> {
  const failed = (await Promise.all(messages.map((input) => errorOf(input, parts)))).flatMap((error, index) =>
    error ? (messages[index] ?? []) : [],
  )
  const again: MissedInput[] = [...failed]
  for (const change of changes) if (await errorOf(change, parts)) again.push(change)
  const lost = new Map<string, LostMessage>()
  for (const input of again) {
    const error = await errorOf(input, parts)
    if (!error) continue
    const message = messageOf(input)
    const { channelId: channel, ts } = message
    parts.log.error(
      { err: error.thrown, input: input.type, incident: input.incidentId, channel, ts: formatTs(ts) },
      'could not record a missed message',
    )
    lost.set(`${channel} ${ts}`, message)
  }
  return [...lost.values()]
}

async function errorOf(
  input: MissedInput,
  { take, isPassing }: TakeMissedParts,
): Promise<{ thrown: unknown } | undefined> {
  try {
    await take(input)
    return undefined
  } catch (thrown) {
    if (isPassing(thrown)) throw thrown
    return { thrown }
  }
}

function messageOf(input: MissedInput): LostMessage {
  if ('message' in input) {
    const { channelId, ts, threadTs } = input.message
    return { channelId, ts, threadTs }
  }
  const { channelId } = input
  return { channelId, ts: input.type === 'reactionChanged' ? input.messageTs : input.ts, threadTs: null }
}
