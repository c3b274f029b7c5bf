import { type Decision, emptyDecision, type Refusal } from '../../../core/decision.ts'
import type { DecisionContext } from '../../../core/feature/context.ts'
import type { Actor } from '../../../core/input.ts'
import { entryBy } from '../../../core/record/entry.ts'
import { recordEntry } from '../../../core/record/record-entry.ts'
import { sentenceMessage } from '../../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention, shortTime, slackTime } from '../../../messages/mrkdwn.ts'
import { toOneLine, withRest } from '../../../platform/text.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import { haveSameWords } from '../../../platform/words/normalize.ts'
import type { InvestigationState } from '../../state.ts'
import { waitBegun, waitEnded, waitRemoved } from './changes.ts'
import { waitBegunEntry, waitEndedEntry } from './entry-data.ts'
import { openWaits, type Wait } from './model.ts'

/** In characters. */
const longestParty = 80

/** `AWS support: case 123` begins a wait, `done they fixed it` ends one, and empty words list the open ones. */
export function runWaitCommand(
  state: InvestigationState,
  words: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const waits = openWaits(state.waits)
  const text = toOneLine(words)
  if (!text) return { ...emptyDecision, answer: { say: sentenceMessage(openWaitsText(waits, ctx)) } }
  const done = /^done\b\s*:?\s*(.*)$/is.exec(text)
  return done
    ? endWaitFromCommand(state, done[1] ?? '', waits, by, ctx)
    : beginWaitFromCommand(state, text, waits, by, ctx)
}

function beginWaitFromCommand(
  state: InvestigationState,
  text: string,
  waits: readonly Wait[],
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { party, about } = parsePartyAndAbout(text.replace(/^(?:for|on) /i, ''))
  if (party.length > longestParty)
    return { refusal: `Waiting on whom? A name, then a colon and the rest. ${waitCommandExample(ctx)}` }
  const same = waits.find((open) => haveSameWords(open.party, party))
  if (same)
    return {
      refusal: `${sayWait(same, ctx)} already. \`${ctx.settings.command} waiting done …\` ends it.`,
    }
  return recordBegunWait(state, party, about, by, ctx)
}

/** Splits at the first colon before a space or the end, so `db:5432` stays whole. A leading colon splits nothing. */
function parsePartyAndAbout(text: string): { party: string; about: string } {
  const colon = /(?<=.):(?= |$)/.exec(text)?.index ?? text.length
  return { party: text.slice(0, colon).trim(), about: text.slice(colon + 1).trim() }
}

function recordBegunWait(
  state: InvestigationState,
  party: string,
  about: string,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const { id: incidentId } = state.incident
  const wait = {
    id: ctx.newId(),
    incidentId,
    party,
    about: about || null,
    since: ctx.now,
    endedAt: null,
    outcome: null,
    meanwhile: null,
  }
  const entry = entryBy(ctx, incidentId, 'waiting', waitBegunEntry({ waitId: wait.id, party, about }), by)
  const words = withRest(`Waiting on *${escapeMrkdwn(party)}*`, escapeMrkdwn(about))
  const recording = {
    entry,
    words,
    line: `${words} · ${nameOrMention(by)}`,
    subject: `wait ${wait.id}`,
    changes: [waitBegun({ wait })],
    back: [waitRemoved({ id: wait.id })],
  }
  return recordEntry(recording, by, ctx)
}

function endWaitFromCommand(
  state: InvestigationState,
  words: string,
  waits: readonly Wait[],
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { over, outcome } = parseWaitEnding(words, waits)
  if (!over) return { refusal: `Nothing is being waited for. ${waitCommandExample(ctx)}` }
  return endWait(state, over, outcome, by, ctx)
}

/** Ends a wait, whether or not what the team waited for has come. */
export function endWait(
  state: InvestigationState,
  over: Wait,
  outcome: string,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const worded = waitEndedEntry({ waitId: over.id, party: over.party, outcome })
  const lasted = sayDuration(ctx.now.getTime() - over.since.getTime())
  const words = withRest(`No longer waiting on *${escapeMrkdwn(over.party)}* after ${lasted}`, escapeMrkdwn(outcome))
  const ended = (at: Date | null, outcome: string | null) => waitEnded({ id: over.id, at, outcome })
  const recording = {
    entry: entryBy(ctx, state.incident.id, 'waiting', worded, by),
    words,
    line: `${words} · ${nameOrMention(by)}`,
    subject: `wait ${over.id}`,
    changes: [ended(ctx.now, outcome || null)],
    back: [ended(null, null)],
  }
  return recordEntry(recording, by, ctx)
}

/** The wait whose party the words begin with, or else the latest; the remaining words are the outcome. */
function parseWaitEnding(words: string, waits: readonly Wait[]): { over: Wait | undefined; outcome: string } {
  const named = waits
    .toSorted((a, b) => b.party.length - a.party.length)
    .find(
      ({ party }) =>
        haveSameWords(words.slice(0, party.length), party) && /^(?:\s*:|\s|$)/.test(words.slice(party.length)),
    )
  if (!named) return { over: waits.at(-1), outcome: words }
  return { over: named, outcome: words.slice(named.party.length).replace(/^\s*:?\s*/, '') }
}

const waitCommandExample = ({ settings }: DecisionContext): string =>
  `For example: \`${settings.command} waiting AWS support: case 123\``

const openWaitsText = (waits: readonly Wait[], ctx: DecisionContext): string =>
  waits.length > 0
    ? waits.map((open) => `• ${sayWait(open, ctx)}`).join('\n')
    : `Nothing is being waited for. ${waitCommandExample(ctx)}`

function sayWait({ party, about, since }: Wait, { now }: DecisionContext): string {
  const began = `${slackTime(since, shortTime(since))} (${sayDuration(now.getTime() - since.getTime())})`
  const what = about ? `: ${escapeMrkdwn(clipText(about, 150))}` : ''
  return `Waiting on *${escapeMrkdwn(party)}* since ${began}${what}`
}
