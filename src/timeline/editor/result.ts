import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { type ActionResult, actionResults, resultName } from '../../core/record/model.ts'
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
  ctx: WithActor,
  entry: E,
  chosen: string,
  words: string,
): { entry: E; decision: Decision } | Refusal {
  const { state, by } = ctx
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
  }
  const announced = {
    changes: [change],
    send: [postEntryLine(state, `Result of ${outcome} · ${nameOrMention(by)}${why}`)],
  }
  return {
    entry: { ...entry, result, resultNote: note, resultBy: by.id, resultAt: ctx.now },
    decision: combineDecisions(announced, makeUndoable(ctx, undoable)),
  }
}

/** Accepts the offer to record *No effect*. Refuses if the action has a result by now. */
export const recordNoEffect = (
  ctx: WithActor,
  entry: RecordedEntry,
): { entry: RecordedEntry; decision: Decision } | Refusal =>
  entry.result && !isWithdrawn(entry)
    ? { refusal: `Its result was given meanwhile: *${resultName[entry.result]}*.` }
    : recordActionResult(ctx, entry, 'no_effect', '')

const buildResultChange = ({ id: entryId, result, resultNote: note, resultBy: by, resultAt: at }: ActionResultFields) =>
  entryResultSet({ entryId, result, note, by, at })
