import { z } from 'zod'
import { action, joinedFields, tsField } from '../../messages/action.ts'
import { manualKinds } from '../capture/by-hand.ts'

/** The most messages one review suggests. */
export const maxReviewSuggestions = 8

/** A suggested message, and the kind it was suggested as: `observation:C1:1772420400000000`. */
export const SuggestedEntry = joinedFields(
  { kind: z.enum(manualKinds), channelId: z.string().min(1), ts: tsField },
  ':',
)
export type SuggestedEntry = z.output<typeof SuggestedEntry>

const SuggestedEntries = z.codec(z.string(), z.array(SuggestedEntry).max(maxReviewSuggestions), {
  decode: (text) => text.split(' '),
  encode: (entries) => entries.join(' '),
})

export const suggestionActions = {
  /** Adds suggested messages to the timeline, each as the kind it was suggested as. */
  add: action('timeline.add_noticed', { entries: SuggestedEntries }),
}

/** The suggested entries whose boxes were ticked. What cannot be read is left out, so that the rest is not lost. */
export const readTickedEntries = (ticked: string): SuggestedEntry[] =>
  ticked.split(',').flatMap((value) => {
    const read = z.safeDecode(SuggestedEntry, value)
    return read.success ? read.data : []
  })
