import type { Profile } from '../../core/outbox/outcome.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'

/** Somebody who was asked before, and when last. */
export interface PastRecipient {
  id: string
  at: Date
}

/** What rules people out as recipients. */
export interface RecipientConstraints {
  /** People who are or were in the incident, according to its record. */
  insiders: ReadonlySet<string>
  /** People asked in this workspace, latest first. */
  asked: readonly PastRecipient[]
  /** People about to be asked in this workspace. */
  pending: ReadonlySet<string>
}

/** Why this person cannot be asked for fresh eyes, as a sentence; undefined if nothing rules them out. */
export function explainUnsuitedPerson(
  id: string,
  name: string,
  by: string,
  { insiders, asked, pending }: RecipientConstraints,
): string | undefined {
  const who = escapeMrkdwn(name)
  if (id === by) return 'You know it already. Name somebody who has seen nothing of it.'
  if (insiders.has(id)) return `${who} is or was in it already. Fresh eyes have seen nothing of it: name somebody else.`
  if (wasAskedLast(id, asked)) return `${who} was asked the last time. Name somebody else.`
  if (pending.has(id)) return `${who} is about to be asked already. Name somebody else.`
  return undefined
}

/** Whether this person was the last one asked. Two asked at the same instant both were. */
const wasAskedLast = (id: string, asked: readonly PastRecipient[]): boolean =>
  asked.some((one) => one.id === id && one.at.getTime() === asked[0]?.at.getTime())

/** Why this Slack account cannot be asked, as a sentence; undefined if it can. */
export function explainUnusableAccount({ id, name, bot, gone }: Profile): string | undefined {
  const who = escapeMrkdwn(name)
  if (gone) return `${who}'s account is deactivated. Name somebody else.`
  if (!bot) return undefined
  return `${name === id ? `Slack knows no person ${who}` : `${who} is a bot`}. Name somebody else.`
}

/** The suitable person asked longest ago; those never asked come first, in the given order. */
export function pickLeastRecentlyAsked(
  people: readonly Profile[],
  by: string,
  constraints: RecipientConstraints,
): Profile | undefined {
  const fit = people.filter(
    (one) => !explainUnusableAccount(one) && !explainUnsuitedPerson(one.id, one.name, by, constraints),
  )
  const last = (id: string): number => constraints.asked.find((one) => one.id === id)?.at.getTime() ?? 0
  return fit.toSorted((a, b) => last(a.id) - last(b.id))[0]
}
