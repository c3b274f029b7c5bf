import { describe, expect, it } from 'vitest'
import type { Challenge, ChallengeReason } from '../../src/investigation/challenges/model.ts'
import { nextChallenge } from '../../src/investigation/challenges/policy.ts'
import { findTriggers } from '../../src/investigation/challenges/triggers.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { at, challengeWith, settingsOf, start, stateWith } from './situation.ts'

/** The next challenge as seen at this minute, as `reason@minute`; null if there is none. */
export function next(state: ResponseState, seenAt = 0, policy = settingsOf().challenges): string | null {
  const found = nextChallenge(state, policy, at(seenAt))
  return found && `${found.reason}@${(found.dueAt.getTime() - start.getTime()) / minuteMs}`
}

/** Challenges asked at these minutes and not answered. */
export const unanswered = (...minutes: number[]) =>
  minutes.map((asked, index) =>
    challengeWith({
      number: index + 1,
      askedAt: at(asked),
      state: index + 1 < minutes.length ? 'superseded' : 'open',
    }),
  )
/** A challenge asked and answered at these minutes. */
export const answered = (asked: number, answer: number, given: Partial<Challenge> = {}) =>
  challengeWith({
    state: 'answered',
    askedAt: at(asked),
    answeredAt: at(answer),
    answerKind: 'keep',
    ...given,
  })

/** Every trigger with this reason, as `since+after` in minutes, followed by what it is about. */
export const groundsOf = (reason: ChallengeReason, given: Given, challenges: Record<string, unknown> = {}): string[] =>
  findTriggers(stateWith(given), settingsOf({ challenges }).challenges)
    .filter((ground) => ground.reason === reason)
    .map(({ since, after, hypothesisId, aboutId, most, countedFrom }) => {
      const minutes = (ms: number) => (ms - start.getTime()) / minuteMs
      const count = most === undefined ? '' : ` ×${most}`
      const from = countedFrom === undefined ? '' : ` from ${minutes(countedFrom)}`
      return `${minutes(since)}+${after / minuteMs} ${hypothesisId ?? '-'} ${aboutId ?? '-'}${count}${from}`
    })

type Given = Parameters<typeof stateWith>[0]

/** Table tests of the triggers with one reason. */
export const groundsTable = (reason: ChallengeReason, rows: [what: string, given: Given, grounds: string[]][]) =>
  describe(reason, () => {
    it.each(rows)('%s', (_, given, grounds) => {
      expect(groundsOf(reason, given)).toEqual(grounds)
    })
  })
