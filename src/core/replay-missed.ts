import type { Logger } from 'pino'
import { formatTs } from '../messages/mrkdwn.ts'
import type { MissedEvents } from '../timeline/missed-events/context.ts'
import type { LostMessage } from '../timeline/missed-events/model.ts'
import type { MessageDeleted, MessageEdited, MessagePosted, ReactionChanged } from './input.ts'

type MissedInput = MessagePosted | ReactionChanged | MessageEdited | MessageDeleted

interface TakeMissedParts {
  take(input: MissedInput): Promise<unknown>
  /** Whether an error says nothing about the input: the same may succeed later. */
  isPassing(error: unknown): boolean
  log: Pick<Logger, 'error'>
}

/**
 * Takes what was missed, each input as if Slack had told it. One that fails is tried again after all the others, and
 * when it fails again its message alone is lost. Rejects only while the database is away or busy: then all of it is taken anew.
 */
export async function takeMissed({ messages, changes }: MissedEvents, parts: TakeMissedParts): Promise<LostMessage[]> {
  const failed = (await Promise.all(messages.map((input) => errorOf(input, parts)))).flatMap((error, index) =>
    error ? (messages[index] ?? []) : [],
  )
  const again: MissedInput[] = [...failed]
  for (const deed of changes) if (await errorOf(deed, parts)) again.push(deed)
  const lost = new Map<string, LostMessage>()
  for (const input of again) {
    const error = await errorOf(input, parts)
    if (!error) continue
    const message = messageOf(input)
    const { channelId: channel, ts } = message
    parts.log.error(
      { err: error.thrown, input: input.type, incident: input.incidentId, channel, ts: formatTs(ts) },
      'a message could not be put on record',
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
