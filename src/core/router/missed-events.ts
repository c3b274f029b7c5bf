import type { MessageDeleted, MessageEdited, MessagePosted, ReactionChanged } from '../input.ts'

/** Missed events as inputs, as if Slack had delivered them: new messages (`messages`) and later changes (`changes`). */
export interface MissedEvents {
  messages: MessagePosted[]
  changes: (ReactionChanged | MessageEdited | MessageDeleted)[]
}
