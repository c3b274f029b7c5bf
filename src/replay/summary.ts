import type { PostMortem } from '../postmortem/document/model.ts'

/** Summarizes an incident: its hypotheses, challenges and metrics. Times are ISO 8601. */
export function summarizePostMortem(document: PostMortem) {
  return {
    incident: document.incident.reference,
    title: document.incident.title,
    entries: document.timeline.length,
    hypotheses: document.believed.map(({ statement, state, openedAt, closedAt }) => ({
      statement,
      state,
      openedAt,
      closedAt,
    })),
    challenges: document.challenges.map(
      ({ at, reason, hypothesis, question, answeredAt, answer, answeredWith, followedBy }) => ({
        at,
        reason,
        hypothesis,
        question,
        answeredAt,
        answer,
        answeredWith,
        followedBy,
      }),
    ),
    measures: document.measures,
  }
}
