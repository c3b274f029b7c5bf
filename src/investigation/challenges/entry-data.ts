import { z } from 'zod'
import { entryData } from '../../core/record/entry-data.ts'
import { getKeepWording } from './keep-wording.ts'
import { challengeReasons } from './model.ts'

const challengeFields = { challengeId: z.string() }

export const challengeAskedEntry = entryData(
  'challenge.asked',
  z.strictObject({ ...challengeFields, why: z.string(), question: z.string() }),
  ({ why, question }) => `${why} ${question}`,
)

export const challengeKeptEntry = entryData(
  'challenge.kept',
  z.strictObject({ ...challengeFields, reason: z.enum(challengeReasons), because: z.string() }),
  ({ reason, because }) => `${getKeepWording(reason).outcome}, because ${because}`,
)

export const challengesDeferredEntry = entryData(
  'challenge.deferred',
  z.strictObject({ ...challengeFields, minutes: z.int(), because: z.string() }),
  ({ minutes, because }) => `No questions for ${minutes} min, because ${because}`,
)

export const tooEarlyEntry = entryData(
  'challenge.too_early',
  z.strictObject({ ...challengeFields, action: z.string() }),
  ({ action }) => `Too early to tell whether “${action}” worked`,
)

export const whatEndedItEntry = entryData(
  'challenge.what_ended_it',
  z.strictObject({ ...challengeFields, said: z.string() }),
  ({ said }) => `What ended it: ${said}`,
)

/** A reply in the challenge's thread, in the words of whoever wrote it. */
export const challengeReplyEntry = entryData(
  'challenge.reply',
  z.strictObject(challengeFields),
  (_, words: string) => words,
)
