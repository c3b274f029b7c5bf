import type { Incident } from '../../core/incident/model.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { FoundThread, MessagePage, ReadingAim, ReadMessagesCall } from '../../core/outbox/read-messages.ts'
import { maxReadMessages, readFirstPage, tsOf } from '../../core/outbox/read-messages.ts'
import { formatTs, parseTs } from '../../messages/mrkdwn.ts'
import { secondMs } from '../../platform/time/durations.ts'

export const maxReadThreads = 100
/** Slack recommends no more than 200 per request. */
const maxMessagesPerPage = 200

/** Tolerance for the difference between Slack's clock and ours. */
const clockToleranceMs = secondMs

/** Reads the incident's own channel for missed events, from the declaration until now. */
export function requestChannelRead(incident: Incident, aim: 'start' | 'close', now: Date): Send[] {
  if (!incident.channelId) return []
  const until = new Date(now.getTime() + clockToleranceMs)
  const call = readFirstPage(aim, tsOf(incident.declaredAt), tsOf(until))
  return [{ to: { incident: incident.id }, call }]
}

/** The page size to request, in messages. */
export const computePageLimit = ({ left }: ReadMessagesCall): number => Math.min(maxMessagesPerPage, left)

/** The call for the next page after one was read or refused; undefined if there is none. */
export function nextReading({ send: { call }, outcome }: CallCompleted): ReadMessagesCall | undefined {
  if (call.do !== 'read_messages') return undefined
  if (outcome.kind === 'refused') {
    // Only this thread is gone; go on with the others.
    return outcome.error === 'thread_not_found' ? nextThread(call, call.threads, call.left) : undefined
  }
  if (outcome.kind !== 'done' || outcome.result.got !== 'page') return undefined
  return call.thread === null ? nextPageCall(call, outcome.result) : nextRepliesCall(call, outcome.result)
}

/** Whether a reading with this aim has ended, because there is no next page or because Slack refused it. */
export function hasReadingEnded(input: CallCompleted, aim: ReadingAim): boolean {
  const { call } = input.send
  const isOver = input.outcome.kind === 'done' || input.outcome.kind === 'refused'
  return call.do === 'read_messages' && call.aim === aim && isOver && nextReading(input) === undefined
}

function nextPageCall(call: ReadMessagesCall, { messages, next }: MessagePage): ReadMessagesCall | undefined {
  const threads = [...call.threads, ...listThreadsOnPage(messages)]
    .sort((a, b) => Number(readTs(b.latest) - readTs(a.latest)))
    .slice(0, maxReadThreads)
  const left = call.left - messages.length
  const oldest = messages.at(-1)
  if (!next || left <= 0 || !oldest) return nextThread(call, threads, maxReadMessages)
  return { ...call, cursor: next, edge: formatTs(oldest.message.ts), left, threads }
}

function nextRepliesCall(call: ReadMessagesCall, { messages, next }: MessagePage): ReadMessagesCall | undefined {
  const replies = selectThreadReplies(call, messages)
  const left = call.left - replies.length
  const last = replies.at(-1)
  if (!next || left <= 0 || !last) return nextThread(call, call.threads, left)
  return { ...call, cursor: next, edge: formatTs(last.message.ts), left }
}

/** Drops the parent message, which Slack repeats at the start of every page of its thread. */
export const selectThreadReplies = (
  { thread }: ReadMessagesCall,
  messages: MessagePage['messages'],
): MessagePage['messages'] => messages.filter(({ message }) => formatTs(message.ts) !== thread)

function nextThread(
  call: ReadMessagesCall,
  threads: readonly FoundThread[],
  left: number,
): ReadMessagesCall | undefined {
  const [thread, ...others] = threads
  if (!thread || left <= 1) return undefined
  return { ...call, thread: thread.ts, cursor: null, edge: thread.ts, left, threads: others }
}

const listThreadsOnPage = (messages: MessagePage['messages']): FoundThread[] =>
  messages.flatMap(({ message, replies, latestReply }) =>
    replies > 0 && message.threadTs === null
      ? [{ ts: formatTs(message.ts), latest: formatTs(latestReply ?? message.ts) }]
      : [],
  )

export const readTs = (ts: string): bigint => parseTs(ts) ?? 0n
