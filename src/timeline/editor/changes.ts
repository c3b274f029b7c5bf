import { z } from 'zod'
import { change } from '../../core/feature/change.ts'
import { actionResults, entryKinds, entryStates } from '../../core/record/model.ts'
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
export const entryCorrectionUndone = change('entry.correction_undone').stored(
  z.object({
    id: z.string(),
    entryId: z.string(),
    before: z
      .object({
        text: z.string(),
        occurredAt: z.date(),
        kind: z.enum(entryKinds),
        state: z.enum(entryStates),
        textEditedAt: z.date().nullable(),
        stateEditedAt: z.date().nullable(),
      })
      .exactPartial(),
  }),
)

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

export const entryResultSet = change('entry.result').stored(
  z.object({
    entryId: z.string(),
    result: z.enum(actionResults).nullable(),
    note: z.string().nullable(),
    by: z.string().nullable(),
    at: z.date().nullable(),
  }),
)
