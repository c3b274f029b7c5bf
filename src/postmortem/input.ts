import type { LostMessage } from '../core/outbox/read-messages.ts'
import type { Entry } from '../core/record/model.ts'
import type { Impact } from '../incident/impact/model.ts'
import type { PostMortemRecord, SectionText } from './record.ts'
import type { ResponseState } from './state.ts'

/** A picture we keep a copy of. Its bytes are loaded only where it is shown. */
export interface KeptPicture {
  id: string
  entryId: string
  name: string
  /** Its media type: one that browsers display and that cannot contain scripts. */
  type: string
}

/** Everything a post-mortem is built from. */
export interface PostMortemInput {
  state: ResponseState
  entries: readonly Entry[]
  /** Where the live messages are in Slack. */
  liveMessages: readonly { name: string; channelId: string; messageTs: bigint }[]
  impact: Impact
  /** Null before the first draft. */
  record: PostMortemRecord | null
  /** What people wrote in its sections, oldest version first. */
  written: readonly SectionText[]
  pictures: readonly KeptPicture[]
  /** Messages of the channel that could not be recorded. */
  lost: readonly LostMessage[]
  roles: readonly { role: string; userId: string; assumedAt: Date; relinquishedAt: Date | null }[]
}
