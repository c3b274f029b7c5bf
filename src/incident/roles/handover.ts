import type { Action } from '../../core/record/model.ts'
import { type IncidentState, nameOf } from '../../core/state.ts'
import { isToDo } from '../../follow-ups/model.ts'
import { runningTests } from '../../investigation/ledger/model.ts'
import { openWaits } from '../../investigation/ledger/waits/model.ts'
import { capital } from '../../platform/text.ts'
import {
  ago,
  belief,
  held,
  openActions,
  sinceWhen,
  some,
  testing,
  unexplainedIn,
  waiting,
  whatHurts,
  words,
} from './lines.ts'
import type { Work } from './work.ts'

const beliefsShown = 4

/** What the next commander must know to go on: at most fifteen lines, the most pressing first. */
export function handover(state: IncidentState, work: Work, now: Date): string[] {
  const followUps = openFollowUps(state)
  return [
    whatHurts(state, work),
    sinceWhen(state, work, now),
    ...beliefs(state, now),
    ...firstTwo(runningTests(state).map((test) => testing(state, test, now))),
    ...firstTwo(openWaits(state.waits).map((wait) => waiting(wait, now))),
    ...line('Unexplained', unexplainedIn(state).map(quoted)),
    ...line('No result yet', openActions(state).map(actionIn(state, now))),
    lastUpdate(state, now),
    ...line(`Follow-ups (${followUps.length})`, followUps.map(quoted)),
  ]
}

/** Whether there is more to hand over than what the channel's first message says. */
export const hasMore = (state: IncidentState, work: Work): boolean =>
  Boolean(state.lastUpdate) ||
  [
    state.hypotheses,
    runningTests(state),
    openWaits(state.waits),
    unexplainedIn(state),
    openActions(state),
    openFollowUps(state),
    work.impact,
  ].some((part) => part.length > 0)

const openFollowUps = ({ followUps }: IncidentState): string[] =>
  followUps.filter(isToDo).map(({ text }) => text)

function beliefs(state: IncidentState, now: Date): string[] {
  const all = held(state)
  if (all.length === 0) return ['*Believed:* nothing is tracked.']
  const shown = all.slice(0, beliefsShown).map((hypothesis) => belief(state, hypothesis, now))
  const more = all.length - shown.length
  return [...shown.map((text) => `*Believed:* ${text}`), ...(more > 0 ? [`… and ${more} more open`] : [])]
}

function firstTwo(lines: readonly string[]): string[] {
  const [first, second, ...others] = lines.map(capital)
  const more = others.length > 0 ? `; and ${others.length} more` : ''
  return [...(first ? [first] : []), ...(second ? [`${second}${more}`] : [])]
}

const line = (label: string, items: readonly string[]): string[] =>
  items.length > 0 ? [`*${label}:* ${some(items, 2)}`] : []

const quoted = (text: string): string => `“${words(text)}”`

const actionIn =
  (state: IncidentState, now: Date) =>
  ({ text, at, by }: Action): string =>
    `${quoted(text)} (${words(nameOf(state, by), 40)}, ${ago(at, now)} ago)`

const lastUpdate = ({ lastUpdate: last }: IncidentState, now: Date): string =>
  last
    ? `*Last update:* ${ago(last.at, now)} ago, ${quoted(last.text)}`
    : '*Last update:* none to stakeholders yet'
