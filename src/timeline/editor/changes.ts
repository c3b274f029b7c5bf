import type { ActionResult } from '../../core/record/model.ts'
import type { Version } from './model.ts'

export type EditorChange =
  /** Somebody changed an entry by hand; `id` is that of the revision. */
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
  /** The correction is taken back: what it changed, and the history, are as they were. */
  | {
      type: 'entry.correction_undone'
      id: string
      entryId: string
      before: Partial<Version> & { textEditedAt?: Date | null; stateEditedAt?: Date | null }
    }
  | {
      type: 'entry.edit_declined'
      id: string
      entryId: string
      standing: string
      declined: string
      /** The same in Slack's markup, by which the next edit is told from this one. */
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
