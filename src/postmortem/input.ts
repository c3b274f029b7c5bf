import type { Entry } from '../core/record/model.ts'
import type { IncidentState } from '../core/state.ts'
import type { Impact } from '../incident/impact/model.ts'
import type { LostMessage } from '../timeline/missed-events/model.ts'
import type { PostMortemRecord, SectionText } from './record.ts'

/** A picture of which we keep a copy. Its bytes are read only where they are shown. */
export interface KeptPicture {
  id: string
  entryId: string
  name: string
  /** A media type that browsers show and that holds no script. */
  type: string
}

/** Everything a post-mortem is built from. */
export interface PostMortemInput {
  state: IncidentState
  entries: readonly Entry[]
  /** Where the messages that are edited in place stand. */
  boards: readonly { name: string; channelId: string; messageTs: bigint }[]
  impact: Impact
  /** Null before the first draft. */
  record: PostMortemRecord | null
  /** What people wrote in its sections, the oldest first. */
  written: readonly SectionText[]
  pictures: readonly KeptPicture[]
  /** Messages of the channel that could not be put on record. */
  lost: readonly LostMessage[]
  roles: readonly { role: string; userId: string; assumedAt: Date; relinquishedAt: Date | null }[]
}
