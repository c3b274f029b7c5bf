import { holdingOf, unconfirmed } from '../../core/incident/roles.ts'
import { type Action, withoutResult } from '../../core/record/model.ts'
import { type IncidentState, nameOf } from '../../core/state.ts'
import {
  countOf,
  type Hypothesis,
  leading,
  openOnes,
  openSince,
  stillUnexplained,
  type Test,
} from '../../investigation/ledger/model.ts'
import type { Wait } from '../../investigation/ledger/waits/model.ts'
import { type Block, clipMrkdwn, section } from '../../messages/blocks.ts'
import { clip, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { headline } from '../lifecycle/view.ts'
import type { Work } from './work.ts'

/** In characters as Slack is sent them: fifteen such lines fit any message, whatever people wrote. */
const longestLine = 340
const linesASection = 8

/** Lines as paragraphs, none of them cut between two. */
export function paragraphs(lines: readonly string[]): Block[] {
  const short = lines.map((line) => clipMrkdwn(line, longestLine))
  const starts = short.flatMap((_, index) => (index % linesASection === 0 ? [index] : []))
  return starts.map((start) => section(short.slice(start, start + linesASection).join('\n')))
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** What people wrote, short and in one line. */
export const words = (text: string, most = 90): string => escapeMrkdwn(clip(oneLine(firstLine(text)), most))

/** The first of them, and how many more there are. */
export function some(items: readonly string[], most: number): string {
  const more = items.length - most
  return more > 0 ? `${items.slice(0, most).join('; ')}; and ${more} more` : items.join('; ')
}

export const ago = (at: Date, now: Date): string => sayDuration(now.getTime() - at.getTime())

export function whatHurts({ incident }: IncidentState, { impact }: Work): string {
  const facts = impact.map(({ name, value }) => `${words(name, 30)} ${words(value, 40)}`)
  const title = headline({ ...incident, title: oneLine(incident.title) })
  return `*What hurts:* ${title}${facts.length > 0 ? ` · ${some(facts, 3)}` : ''}`
}

export function sinceWhen({ incident }: IncidentState, { statusSince }: Work, now: Date): string {
  const since = incident.startedAt ?? incident.detectedAt ?? incident.declaredAt
  const when = `${slackTime(since, shortTime(since))} (${ago(since, now)})`
  return `*Since:* ${when} · ${incident.status} for ${ago(statusSince, now)}`
}

export function whoLeads(state: IncidentState): string {
  const held = holdingOf(state.roles, 'commander')
  if (!held) return '*Nobody is commander.*'
  return `*Commander:* ${words(nameOf(state, held.userId))}${unconfirmed(held)}`
}

/** What the team holds, what leads in front: confirmed causes, then open ones. */
export function held({ hypotheses }: IncidentState): Hypothesis[] {
  const lead = leading(hypotheses)
  const open = openOnes(hypotheses).toSorted((a, b) => Number(b === lead) - Number(a === lead))
  return [...hypotheses.filter(({ verdict }) => verdict === 'cause'), ...open]
}

export function belief(state: IncidentState, hypothesis: Hypothesis, now: Date): string {
  const statement = `“${words(hypothesis.statement, 120)}”`
  if (hypothesis.state === 'confirmed') return `${statement} is confirmed`
  const leads = leading(state.hypotheses)?.id === hypothesis.id ? ' leads' : ''
  return `${statement}${leads}: ${countOf(hypothesis, 'for')} for, ${countOf(hypothesis, 'against')} against, ${ago(openSince(hypothesis), now)}`
}

export function testing(state: IncidentState, { text, ownerId, dueAt }: Test, now: Date): string {
  const left = dueAt.getTime() - now.getTime()
  const due = left >= 0 ? `due in ${sayDuration(left)}` : `overdue by ${sayDuration(-left)}`
  return `test “${words(text)}” (${words(nameOf(state, ownerId), 40)}, ${due})`
}

export const waiting = ({ party, about, since }: Wait, now: Date): string =>
  `waiting on ${words(party, 60)} for ${ago(since, now)}${about ? `: ${words(about)}` : ''}`

/** What was done and has shown no result yet, the latest first. */
export const openActions = ({ actions }: IncidentState): Action[] => withoutResult(actions).toReversed()

/** What no open hypothesis accounts for, in words. */
export const unexplainedIn = ({ unexplained }: IncidentState): string[] =>
  stillUnexplained(unexplained).map(({ text }) => text)
