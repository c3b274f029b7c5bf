import type { Decision, Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { entryBy } from '../../core/record/entry.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisReopened } from './changes.ts'
import { concludeHypothesis } from './conclude.ts'
import { hypothesisEndedEntry } from './entry-data.ts'
import { makeHypothesisClosedChange, makeHypothesisProposedChange } from './ledger.ts'
import { longestStatement } from './model.ts'
import { makeHypothesisDroppedChange } from './propose.ts'
import { findHypothesisByStatement } from './similarity.ts'

/** Handles `rule-out text: why` and `rule-out 2: why`. A statement that is not in the ledger is added as ruled out. */
export function ruleOutFromCommand(ctx: WithActor<InvestigationContext>, words: string): Decision | Refusal {
  const { state } = ctx
  const { command } = ctx.settings
  const readings = listRuleOutReadings(words)
  const [first] = readings
  if (!first) return { refusal: `What, and why? For example: \`${command} rule-out DDoS: traffic is normal\`` }
  for (const { what, why } of readings) {
    const tracked = findHypothesisByStatement(state, what) ?? findHypothesisByNumber(state, what)
    if (tracked) return concludeHypothesis(ctx, tracked.id, 'ruled_out', why)
  }
  if (/^\d{1,4}$/.test(first.what)) return { refusal: `There is no hypothesis ${first.what}.` }
  if (first.what.length > longestStatement)
    return { refusal: `Please keep a hypothesis under ${longestStatement} characters.` }
  return ruleOutNewHypothesis(ctx, first.what, first.why)
}

const findHypothesisByNumber = ({ hypotheses }: InvestigationState, what: string) =>
  hypotheses.find(({ number }) => String(number) === what)

/** Bounds the work on input with many colons: each reading is compared with every hypothesis. */
const maxRuleOutReadings = 10

/** Every way to split the words into what and why at a colon; colons followed by a space come first. */
function listRuleOutReadings(words: string): { what: string; why: string }[] {
  const text = words.trim()
  const colons = [...text.matchAll(/:/g)].map(({ index }) => index)
  const parting = colons.filter((index) => index > 0 && index < text.length - 1)
  const isLikely = (index: number) => /\s/.test(text.charAt(index + 1))
  return [...parting.filter(isLikely), ...parting.filter((index) => !isLikely(index))]
    .slice(0, maxRuleOutReadings)
    .map((index) => ({ what: toOneLine(text.slice(0, index)), why: text.slice(index + 1).trim() }))
}

function ruleOutNewHypothesis(ctx: WithActor<InvestigationContext>, what: string, why: string): Decision {
  const { state, by } = ctx
  const blank = entryBy(ctx, state.incident.id, 'evidence', '')
  const row = makeHypothesisProposedChange(ctx, { statement: what, by, entryId: blank.id })
  const worded = hypothesisEndedEntry({ hypothesisId: row.id, statement: what, as: 'ruled_out', because: why })
  const entry = { ...blank, ...worded }
  const changes: StateChange[] = [
    row,
    makeHypothesisClosedChange(ctx, row, { state: 'ruled_out', verdict: null, because: why }),
  ]
  const words = `*Ruled out:* ${escapeMrkdwn(what)}`
  const line = `${words} · ${nameOrMention(by)}: ${escapeMrkdwn(why)}`
  const back: StoredChange[] = [
    hypothesisReopened({ id: row.id, at: ctx.now }),
    makeHypothesisDroppedChange(ctx, entry.id),
  ]
  return recordEntry(ctx, { entry, line, words, subject: `hypothesis ${row.id}`, changes, back })
}
