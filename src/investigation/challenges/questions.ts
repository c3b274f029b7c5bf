import type { InvestigationState } from '../state.ts'
import type { QuestionBackground } from './background.ts'
import type { NextChallenge } from './policy.ts'
import { questionFamilies } from './question-families.ts'
import { findChallengeSubject } from './subject.ts'

/**
 * Chooses the fitting family that was used least recently, so that none repeats before the others. Throws if none fits.
 */
export function chooseQuestion(
  state: InvestigationState,
  next: Pick<NextChallenge, 'reason' | 'hypothesisId' | 'aboutId'>,
  background: QuestionBackground,
): { family: string; question: string } {
  const topic = { state, reason: next.reason, subject: findChallengeSubject(state, next), background }
  const fitting = questionFamilies
    .filter((family) => family.for.includes(next.reason))
    .flatMap(({ name: family, ask }) => {
      const question = ask(topic)
      return question ? [{ family, question }] : []
    })
  const lastUse = (name: string) => state.challenges.findLastIndex(({ family }) => family === name)
  const [chosen] = fitting.toSorted((a, b) => lastUse(a.family) - lastUse(b.family))
  if (!chosen) throw new Error(`no question family fits the reason ${next.reason}`)
  return chosen
}
