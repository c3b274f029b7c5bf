import type { Challenge } from '../../src/challenge/model.ts'
import { nextChallenge } from '../../src/challenge/policy.ts'
import type { IncidentState } from '../../src/dispatch/state.ts'
import { minute } from '../../src/lib/durations.ts'
import { at, challengeWith, settingsOf, start } from './situation.ts'

/** What comes next as seen at some minute, as `reason@minute`; null when nothing does. */
export function next(state: IncidentState, seenAt = 0, policy = settingsOf().challenges): string | null {
  const found = nextChallenge(state, policy, at(seenAt))
  return found && `${found.reason}@${(found.dueAt.getTime() - start.getTime()) / minute}`
}

/** Challenges asked at these minutes, with no answer. */
export const unanswered = (...minutes: number[]) =>
  minutes.map((asked, index) =>
    challengeWith({
      number: index + 1,
      askedAt: at(asked),
      state: index + 1 < minutes.length ? 'superseded' : 'open',
    }),
  )
/** One asked and answered at these minutes. */
export const answered = (asked: number, answer: number, given: Partial<Challenge> = {}) =>
  challengeWith({
    state: 'answered',
    askedAt: at(asked),
    answeredAt: at(answer),
    answerKind: 'keep',
    ...given,
  })
