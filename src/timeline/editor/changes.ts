import { change } from '../../core/change.ts'
import type { ActionResult } from '../../core/record/model.ts'
import type { Version } from './model.ts'

/** Somebody edited an entry by hand. `id` is the revision's. */
export const entryCorrected = change('entry.corrected').carrying<{
  id: string
  entryId: string
  before: Version
  after: Version
  reason: string | null
  by: string
  at: Date
}>()

/** A correction was undone: `before` is restored, and the revision `id` removed from the history. */
export const entryCorrectionUndone = change('entry.correction_undone').carrying<{
  id: string
  entryId: string
  before: Partial<Version> & { textEditedAt?: Date | null; stateEditedAt?: Date | null }
}>()

/** An edit in Slack was kept out because the text had been set by hand. `id` is the revision's. */
export const entryEditDeclined = change('entry.edit_declined').carrying<{
  id: string
  entryId: string
  standing: string
  declined: string
  /** `declined` in Slack's mrkdwn, to recognize the next edit as a different one. */
  raw: string
  by: string
  at: Date
}>()

export const entryResultSet = change('entry.result').carrying<{
  entryId: string
  result: ActionResult | null
  note: string | null
  by: string | null
  at: Date | null
}>()
