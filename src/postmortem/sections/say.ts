import { combineDecisions, type Decision } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { postFollowUpLine } from '../../follow-ups/lines.ts'
import { type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { renderLineDiff } from '../templates/changed.ts'
import type { SectionDraft } from './draft.ts'

/** A user action on a post-mortem. */
export interface PostMortemAction {
  incidentId: string
  /** What changed (`section summary`, `state`): only the latest action on it can be undone. */
  about: string
  /** What they did, in mrkdwn: `edited *Summary*`. */
  words: string
  changes: StateChange[]
  back: StoredChange[]
  /** Further blocks in the answer to whoever did it. */
  more?: SlackBlock[]
}

/**
 * Applies an action with one public line and an undo. It adds no timeline entry, because editing the post-mortem is not
 * part of the incident.
 */
export function announceUndoableAction(ctx: WithActor<BaseContext>, doing: PostMortemAction): Decision {
  const line = postFollowUpLine(doing.incidentId, publicLine(doing.words, ctx.by))
  return combineDecisions({ changes: doing.changes, send: [line] }, makePostMortemUndoable(ctx, doing))
}

/** Only the undo, for when something else tells the channel. */
export function makePostMortemUndoable(
  ctx: WithActor<BaseContext>,
  { incidentId, about, words, back, more = [] }: Omit<PostMortemAction, 'changes'>,
): Decision {
  const shown = `*Post-mortem* · ${words}`
  return makeUndoable(ctx, { incidentId, subject: undoSubjectOf(about), words: shown, inverse: back, more })
}

const undoSubjectOf = (about: string): string => `post-mortem ${about}`
export const sectionUndoSubject = (key: string): string => `section ${key}`

/** Marks a section as rewritten without an undo, so that older edits of it can no longer be undone. */
export const supersedeSectionUndo = (
  { by, newId, now }: WithActor<BaseContext>,
  incidentId: string,
  key: string,
): StateChange =>
  undoableDone({
    ...{ id: newId(), incidentId, subject: undoSubjectOf(sectionUndoSubject(key)), words: `wrote ${key}` },
    ...{ inverse: [], by: by.id, at: now },
  })

export const publicLine = (words: string, by: Actor): string => `*Post-mortem* · ${nameOrMention(by)} · ${words}`

/** A section's title in mrkdwn. */
export const formatSectionTitle = ({ title }: Pick<SectionDraft, 'title'>): string =>
  `*${escapeMrkdwn(clipText(title, 80)).replaceAll('*', '')}*`

/** Shows a line diff as a code block of at most `most` characters, and counts the remaining lines. */
export function differenceBlock(before: string, after: string, most: number): SlackBlock {
  const lines = renderLineDiff(before, after).split('\n')
  const shown: string[] = []
  let length = 0
  for (const line of lines) {
    const safe = escapeMrkdwn(clipText(line, 300)).replaceAll('```', "'''")
    length += safe.length + 1
    if (length > most) break
    shown.push(safe)
  }
  const rest = lines.length - shown.length
  const more = rest > 0 ? `\n_… and ${rest} more ${rest === 1 ? 'line' : 'lines'}._` : ''
  return sectionBlock(`\`\`\`${shown.join('\n') || ' '}\`\`\`${more}`)
}

/** One line for each of the first `most` items, and one that counts the rest. */
export function listFirstLines<T>(all: readonly T[], most: number, say: (one: T) => string): string[] {
  const more = all.length - most
  return [...all.slice(0, most).map((one) => say(one)), ...(more > 0 ? [`… and ${more} more.`] : [])]
}
