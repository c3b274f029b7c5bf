import { said } from '../delivery/say.ts'
import { type Change, type Decision, type Refusal, together } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { undoable } from '../undo/undoable.ts'
import { closed, newRow, refreshed, withStatement } from './ledger.ts'
import { longestStatement, stateName, type Verdict } from './model.ts'
import { about, dropped } from './propose.ts'

/** Takes a hypothesis off the table, or confirms it, with the reason. */
export function conclude(
  state: IncidentState,
  id: string,
  verdict: 'ruled_out' | Verdict,
  because: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const hypothesis = state.hypotheses.find((known) => known.id === id)
  if (!hypothesis) return { refusal: 'That hypothesis is not in this ledger.' }
  if (hypothesis.state !== 'open')
    return {
      refusal: `It is ${stateName[hypothesis.state]} already: “${escapeMrkdwn(hypothesis.statement)}”.`,
    }
  if (!because.trim())
    return { refusal: 'Say why in a few words; it goes into the post-mortem.', field: 'because' }
  const end = verdict === 'ruled_out' ? 'ruled_out' : 'confirmed'
  const words =
    verdict === 'ruled_out'
      ? 'Ruled out'
      : verdict === 'cause'
        ? 'Confirmed as the cause'
        : 'Confirmed as contributing'
  const entry = entryBy(
    moment,
    state.incident.id,
    'evidence',
    `${words}: ${hypothesis.statement}. ${because.trim()}`,
    by,
  )
  const line = `*${words}:* ${escapeMrkdwn(hypothesis.statement)} · ${who(by)}: ${escapeMrkdwn(because.trim())}`
  const change = closed(hypothesis, end, verdict === 'ruled_out' ? null : verdict, because.trim(), by, moment)
  return together(
    {
      changes: [change, { type: 'entry.added', entry }],
      send: [said(state.incident.id, line, entry.id), ...refreshed(state)],
    },
    undoable(
      {
        ...about(state, hypothesis.id),
        words: `*${words}:* ${escapeMrkdwn(hypothesis.statement)}`,
        inverse: [
          { type: 'hypothesis.reopened', id: hypothesis.id, at: moment.now },
          { type: 'entry.withdrawn', entryId: entry.id },
        ],
        by,
      },
      moment,
    ),
  )
}

/** `rule-out text: why`: known or not, it is off the table. */
export function ruleOut(state: IncidentState, words: string, by: Actor, moment: Moment): Decision | Refusal {
  const { command } = moment.settings
  const readings = readingsOf(words)
  const [first] = readings
  if (!first)
    return { refusal: `What, and why? For example: \`${command} rule-out DDoS: traffic is normal\`` }
  for (const { what, why } of readings) {
    const known = withStatement(state, what)
    if (known) return conclude(state, known.id, 'ruled_out', why, by, moment)
  }
  if (first.what.length > longestStatement)
    return { refusal: `Please keep a hypothesis under ${longestStatement} characters.` }
  return ruleOutUnheard(state, first.what, first.why, by, moment)
}

/** What and why, for every colon that may part them; where a space follows it is the likelier. */
function readingsOf(words: string): { what: string; why: string }[] {
  const text = words.trim()
  const all = [...text.matchAll(/:/g)].map(({ index }) => ({
    what: text.slice(0, index).replace(/\s+/g, ' ').trim(),
    why: text.slice(index + 1).trim(),
    likely: /\s/.test(text.charAt(index + 1)),
  }))
  const full = all.filter(({ what, why }) => what && why)
  return [...full.filter(({ likely }) => likely), ...full.filter(({ likely }) => !likely)]
}

function ruleOutUnheard(
  state: IncidentState,
  what: string,
  why: string,
  by: Actor,
  moment: Moment,
): Decision {
  const entry = entryBy(moment, state.incident.id, 'evidence', `Ruled out: ${what}. ${why}`, by)
  const row = newRow(state, { statement: what, by, entryId: entry.id }, moment)
  const changes: Change[] = [
    { type: 'entry.added', entry },
    row,
    closed(row, 'ruled_out', null, why, by, moment),
  ]
  const words = `*Ruled out:* ${escapeMrkdwn(what)}`
  const line = `${words} · ${who(by)}: ${escapeMrkdwn(why)}`
  const inverse: Change[] = [
    { type: 'hypothesis.reopened', id: row.id, at: moment.now },
    dropped(entry.id, by, moment),
    { type: 'entry.withdrawn', entryId: entry.id },
  ]
  return together(
    { changes, send: [said(state.incident.id, line, entry.id), ...refreshed(state)] },
    undoable({ ...about(state, row.id), words, inverse, by }, moment),
  )
}
