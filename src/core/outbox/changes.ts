import { change } from '../feature/change.ts'

export const callSent = change('outbox.sent').carrying<{ id: string; at: Date }>()

export const callFailed = change('outbox.failed').carrying<{ id: string; error: string; at: Date }>()

/** The call and its whole lane wait until then. `lookUp`: the call may have happened. */
export const callHeld = change('outbox.held').carrying<{ id: string; until: Date; lookUp: boolean; error: string }>()

export const liveMessagePlaced = change('liveMessage.placed').carrying<{
  incidentId: string
  name: string
  channelId: string
  messageTs: bigint
}>()
