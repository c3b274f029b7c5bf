import type { ActionResult } from '../../core/record/model.ts'
import type { Version } from './model.ts'

export type EditorChange =
  /** Somebody edited an entry by hand. `id` is the revision's. */
  | {
      type: 'entry.corrected'
      id: string
      entryId: string
      before: Version
      after: Version
      reason: string | null
      by: string
      at: Date
    }
  /** A correction was undone: `before` is restored, and the revision `id` removed from the history. */
  | {
      type: 'entry.correction_undone'
      id: string
      entryId: string
      before: Partial<Version> & { textEditedAt?: Date | null; stateEditedAt?: Date | null }
    }
  /** An edit in Slack was kept out because the text had been set by hand. `id` is the revision's. */
  | {
      type: 'entry.edit_declined'
      id: string
      entryId: string
      standing: string
      declined: string
      /** `declined` in Slack's mrkdwn, to recognize the next edit as a different one. */
      raw: string
      by: string
      at: Date
    }
  | {
      type: 'entry.result'
      entryId: string
      result: ActionResult | null
      note: string | null
      by: string | null
      at: Date | null
    }
