import { z } from 'zod'
import type { LiveMessageName } from './rendered.ts'
import { type Call, type CallNamed, findCallSchema, verbNamed } from './verbs.ts'

export type { Call } from './verbs.ts'

/** Where a call goes: the incident's channel (whatever its id turns out to be), a channel, or a person. */
const Target = z.union([
  z.object({ incident: z.guid() }),
  z.object({ channel: z.string() }),
  z.object({ person: z.string() }),
])
export type Target = z.infer<typeof Target>

/** One outbox call that a decision asks for. */
export interface Send {
  to: Target
  call: Call
  tell?: FailureRecipient
}

/** Who is told in a direct message when a call fails for good. */
export interface FailureRecipient {
  person: string
}

const StoredSend = z.object({ to: Target, call: z.looseObject({ do: z.string() }) })

/** Reads a call and its target back from the database. `mismatch` says why this release cannot make the call. */
export function parseStoredSend(stored: unknown): Pick<Send, 'to' | 'call'> | { mismatch: string } {
  const found = StoredSend.safeParse(stored)
  if (!found.success) return { mismatch: z.prettifyError(found.error) }
  const { to, call } = found.data
  const known = findCallSchema(call.do)?.safeParse(call)
  if (!known) return { mismatch: `this release does not know the call "${call.do}"` }
  return known.success ? { to, call: known.data } : { mismatch: `${call.do}: ${z.prettifyError(known.error)}` }
}

/** The id of the entry a call is about, if any. */
export const findCallEntryId = (call: Call): string | undefined =>
  'entryId' in call ? (call.entryId ?? undefined) : undefined

/**
 * The lane of a call. Calls in one lane reach Slack in the order they were decided; lanes are independent. Calls whose
 * order relative to the channel's messages does not matter (marks, look-ups) have their own lanes, so that neither
 * holds up the other.
 */
export function laneOf({ to, call }: Send, hasOwnLane: (liveMessage: LiveMessageName) => boolean): string {
  const place =
    'incident' in to ? `incident:${to.incident}` : 'channel' in to ? `channel:${to.channel}` : `person:${to.person}`
  const liveMessage = liveMessageOf(call.do, call)
  if (liveMessage !== undefined && hasOwnLane(liveMessage)) return `${liveMessage}:${place}`
  const { lane } = verbNamed(call.do)
  return lane ? `${place}:${lane}` : place
}

const liveMessageOf = <Name extends keyof CallNamed>(name: Name, call: CallNamed[Name]): LiveMessageName | undefined =>
  verbNamed(name).liveMessage?.(call)
