import type { Profile } from '../../core/outbox/outcome.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'

/** Somebody who was asked, and when last. */
export interface PastRecipient {
  id: string
  at: Date
}

/** What speaks against asking somebody. */
export interface RecipientConstraints {
  /** Who is or was in the incident, by its record. */
  insiders: ReadonlySet<string>
  /** Who was asked in this workspace, the latest first. */
  asked: readonly PastRecipient[]
  /** Who is about to be. */
  pending: ReadonlySet<string>
}

/** Why this person cannot look with fresh eyes, as a sentence; undefined where nothing is known against it. */
export function explainUnsuitedPerson(
  id: string,
  name: string,
  by: string,
  { insiders, asked, pending }: RecipientConstraints,
): string | undefined {
  const who = escapeMrkdwn(name)
  if (id === by) return 'You know it already. Name somebody who has seen nothing of it.'
  if (insiders.has(id)) return `${who} is or was in it already. Fresh eyes have seen nothing of it: name somebody else.`
  if (wasLast(id, asked)) return `${who} was asked the last time. Name somebody else.`
  if (pending.has(id)) return `${who} is about to be asked already. Name somebody else.`
  return undefined
}

/** Two who were asked at the same instant were both the last. */
const wasLast = (id: string, asked: readonly PastRecipient[]): boolean =>
  asked.some((one) => one.id === id && one.at.getTime() === asked[0]?.at.getTime())

/** The same for what Slack says of their account. */
export function explainUnusableAccount({ id, name, bot, gone }: Profile): string | undefined {
  const who = escapeMrkdwn(name)
  if (gone) return `${who}'s account is deactivated. Name somebody else.`
  if (!bot) return undefined
  return `${name === id ? `Slack knows no person ${who}` : `${who} is a bot`}. Name somebody else.`
}

/** Of those who could look, whoever was asked longest ago; the first of those never asked. */
export function pickLeastRecentlyAsked(
  people: readonly Profile[],
  by: string,
  known: RecipientConstraints,
): Profile | undefined {
  const fit = people.filter(
    (one) => !explainUnusableAccount(one) && !explainUnsuitedPerson(one.id, one.name, by, known),
  )
  const last = (id: string): number => known.asked.find((one) => one.id === id)?.at.getTime() ?? 0
  return fit.toSorted((a, b) => last(a.id) - last(b.id))[0]
}
