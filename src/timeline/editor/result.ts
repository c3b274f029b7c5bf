import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import { type ActionResult, actionResults, resultName } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { entryResultSet } from './changes.ts'
import { postEntryLine, quoteEntry } from './lines.ts'
import { isWithdrawn, type RecordedEntry } from './model.ts'

/** The words that people type for results. */
const resultPhrases: ReadonlyMap<string, ActionResult> = new Map([
  ['worked', 'worked'],
  ['part', 'helped_in_part'],
  ['none', 'no_effect'],
  ['worse', 'made_it_worse'],
  ['unknown', 'unknown'],
])

/** The fields of an entry that recording its result needs. */
export type ActionResultFields = Pick<
  RecordedEntry,
  'id' | 'kind' | 'state' | 'text' | 'result' | 'resultNote' | 'resultBy' | 'resultAt'
>

export const resultWordList = [...resultPhrases.keys()].map((one) => `\`${one}\``).join(', ')

/** Parses a result word with an optional note after it; undefined if the first word is no result. */
export function parseActionResult(words: string): { result: ActionResult; note: string } | undefined {
  const [, word = '', note = ''] = /^(\S*)\s*(.*)$/s.exec(words.trim()) ?? []
  const result = resultPhrases.get(word.toLowerCase())
  return result && { result, note }
}

/** Records an action's result, with one line in the channel and an undo. The next challenge no longer waits for it. */
export function recordActionResult<E extends ActionResultFields>(
  state: IncidentState,
  entry: E,
  chosen: string,
  words: string,
  by: Actor,
  ctx: DecisionContext,
): { entry: E; decision: Decision } | Refusal {
  if (isWithdrawn(entry)) return { refusal: 'That action was withdrawn: restore it first.', field: 'result' }
  if (entry.kind !== 'action')
    return { refusal: `Only an action has a result; this entry is of kind ${entry.kind}.`, field: 'result' }
  const result = actionResults.find((one) => one === chosen)
  if (!result) return { refusal: 'What came of it?', field: 'result' }
  const note = words.trim() || null
  if (entry.result === result && entry.resultNote === note)
    return { refusal: 'That is its result already.', field: 'result' }
  const { id: entryId } = entry
  const change = entryResultSet({ entryId, result, note, by: by.id, at: ctx.now })
  const outcome = `${quoteEntry(entry)}: *${resultName[result]}*`
  const why = note ? `: ${escapeMrkdwn(note)}` : ''
  const undoable = {
    incidentId: state.incident.id,
    subject: `result ${entryId}`,
    words: outcome,
    shown: `Result of ${outcome}`,
    inverse: [buildResultChange(entry)],
    by,
  }
  const announced = {
    changes: [change],
    send: [postEntryLine(state, `Result of ${outcome} · ${nameOrMention(by)}${why}`)],
  }
  return {
    entry: { ...entry, result, resultNote: note, resultBy: by.id, resultAt: ctx.now },
    decision: combineDecisions(announced, makeUndoable(undoable, ctx)),
  }
}

/** Accepts the offer to record *No effect*. Refuses if the action has a result by now. */
export const recordNoEffect = (
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
): { entry: RecordedEntry; decision: Decision } | Refusal =>
  entry.result && !isWithdrawn(entry)
    ? { refusal: `Its result was given meanwhile: *${resultName[entry.result]}*.` }
    : recordActionResult(state, entry, 'no_effect', '', by, ctx)

const buildResultChange = ({ id: entryId, result, resultNote: note, resultBy: by, resultAt: at }: ActionResultFields) =>
  entryResultSet({ entryId, result, note, by, at })
