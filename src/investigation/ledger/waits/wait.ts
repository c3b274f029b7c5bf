import { type Decision, emptyDecision, type Refusal } from '../../../core/decision.ts'
import type { BaseContext, WithActor } from '../../../core/feature/context.ts'
import { entryBy } from '../../../core/record/entry.ts'
import { recordEntry } from '../../../core/record/record-entry.ts'
import { sentenceMessage } from '../../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention, shortTime, slackTime } from '../../../messages/mrkdwn.ts'
import { toOneLine, withRest } from '../../../platform/text.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import { haveSameWords } from '../../../platform/words/normalize.ts'
import type { InvestigationContext } from '../../settings.ts'
import { waitBegun, waitEnded, waitRemoved } from './changes.ts'
import { waitBegunEntry, waitEndedEntry } from './entry-data.ts'
import { openWaits, type Wait } from './model.ts'

/** In characters. */
const longestParty = 80

/** `AWS support: case 123` begins a wait, `done they fixed it` ends one, and empty words list the open ones. */
export function runWaitCommand(ctx: WithActor<InvestigationContext>, words: string): Decision | Refusal {
  const waits = openWaits(ctx.state.waits)
  const text = toOneLine(words)
  if (!text) return { ...emptyDecision, answer: { say: sentenceMessage(openWaitsText(ctx, waits)) } }
  const done = /^done\b\s*:?\s*(.*)$/is.exec(text)
  return done ? endWaitFromCommand(ctx, done[1] ?? '', waits) : beginWaitFromCommand(ctx, text, waits)
}

function beginWaitFromCommand(
  ctx: WithActor<InvestigationContext>,
  text: string,
  waits: readonly Wait[],
): Decision | Refusal {
  const { party, about } = parsePartyAndAbout(text.replace(/^(?:for|on) /i, ''))
  if (party.length > longestParty)
    return { refusal: `Waiting on whom? A name, then a colon and the rest. ${waitCommandExample(ctx)}` }
  const same = waits.find((open) => haveSameWords(open.party, party))
  if (same)
    return {
      refusal: `${sayWait(ctx, same)} already. \`${ctx.settings.command} waiting done …\` ends it.`,
    }
  return recordBegunWait(ctx, party, about)
}

/** Splits at the first colon before a space or the end, so `db:5432` stays whole. A leading colon splits nothing. */
function parsePartyAndAbout(text: string): { party: string; about: string } {
  const colon = /(?<=.):(?= |$)/.exec(text)?.index ?? text.length
  return { party: text.slice(0, colon).trim(), about: text.slice(colon + 1).trim() }
}

function recordBegunWait(ctx: WithActor<InvestigationContext>, party: string, about: string): Decision {
  const { state, by } = ctx
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
  const entry = entryBy(ctx, incidentId, 'waiting', waitBegunEntry({ waitId: wait.id, party, about }))
  const words = withRest(`Waiting on *${escapeMrkdwn(party)}*`, escapeMrkdwn(about))
  const recording = {
    entry,
    words,
    line: `${words} · ${nameOrMention(by)}`,
    subject: `wait ${wait.id}`,
    changes: [waitBegun({ wait })],
    back: [waitRemoved({ id: wait.id })],
  }
  return recordEntry(ctx, recording)
}

function endWaitFromCommand(
  ctx: WithActor<InvestigationContext>,
  words: string,
  waits: readonly Wait[],
): Decision | Refusal {
  const { over, outcome } = parseWaitEnding(words, waits)
  if (!over) return { refusal: `Nothing is being waited for. ${waitCommandExample(ctx)}` }
  return endWait(ctx, over, outcome)
}

/** Ends a wait, whether or not what the team waited for has come. */
export function endWait(ctx: WithActor<InvestigationContext>, over: Wait, outcome: string): Decision {
  const { state, by } = ctx
  const worded = waitEndedEntry({ waitId: over.id, party: over.party, outcome })
  const lasted = sayDuration(ctx.now.getTime() - over.since.getTime())
  const words = withRest(`No longer waiting on *${escapeMrkdwn(over.party)}* after ${lasted}`, escapeMrkdwn(outcome))
  const ended = (at: Date | null, outcome: string | null) => waitEnded({ id: over.id, at, outcome })
  const recording = {
    entry: entryBy(ctx, state.incident.id, 'waiting', worded),
    words,
    line: `${words} · ${nameOrMention(by)}`,
    subject: `wait ${over.id}`,
    changes: [ended(ctx.now, outcome || null)],
    back: [ended(null, null)],
  }
  return recordEntry(ctx, recording)
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

const waitCommandExample = ({ settings }: BaseContext): string =>
  `For example: \`${settings.command} waiting AWS support: case 123\``

const openWaitsText = (ctx: BaseContext, waits: readonly Wait[]): string =>
  waits.length > 0
    ? waits.map((open) => `• ${sayWait(ctx, open)}`).join('\n')
    : `Nothing is being waited for. ${waitCommandExample(ctx)}`

function sayWait({ now }: BaseContext, { party, about, since }: Wait): string {
  const began = `${slackTime(since, shortTime(since))} (${sayDuration(now.getTime() - since.getTime())})`
  const what = about ? `: ${escapeMrkdwn(clipText(about, 150))}` : ''
  return `Waiting on *${escapeMrkdwn(party)}* since ${began}${what}`
}
