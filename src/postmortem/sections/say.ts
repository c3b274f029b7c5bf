import type { Decision, StateChange } from '../../core/decision.ts'
import { combineDecisions } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { postFollowUpLine } from '../../follow-ups/lines.ts'
import { type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { renderLineDiff } from '../templates/changed.ts'
import type { SectionDraft } from './draft.ts'

/** What somebody did to a post-mortem. */
export interface PostMortemAction {
  incidentId: string
  /** What of it changed: only the latest deed about it can be undone. */
  about: string
  /** What they did, in mrkdwn: `edited *Summary*`. */
  words: string
  changes: StateChange[]
  back: StateChange[]
  /** What whoever did it is shown besides. */
  more?: SlackBlock[]
}

/**
 * A deed with its one public line and its way back. It is no entry of the timeline: it is no part of what happened.
 */
export function announceUndoableAction(doing: PostMortemAction, by: Actor, ctx: DecisionContext): Decision {
  const line = postFollowUpLine(doing.incidentId, publicLine(doing.words, by))
  return combineDecisions({ changes: doing.changes, send: [line] }, makePostMortemUndoable(doing, by, ctx))
}

/** The way back alone, where something else tells the channel. */
export function makePostMortemUndoable(
  { incidentId, about, words, back, more = [] }: Omit<PostMortemAction, 'changes'>,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const shown = `*Post-mortem* · ${words}`
  return makeUndoable({ incidentId, subject: undoSubjectOf(about), words: shown, inverse: back, more, by }, ctx)
}

const undoSubjectOf = (about: string): string => `post-mortem ${about}`
export const aboutSection = (key: string): string => `section ${key}`

/** What was written without a way back of its own: older deeds about that section can be taken back no more. */
export const supersedeSectionUndo = (
  incidentId: string,
  key: string,
  by: Actor,
  { newId, now }: DecisionContext,
): StateChange => ({
  type: 'undoable.done',
  ...{ id: newId(), incidentId, subject: undoSubjectOf(aboutSection(key)), words: `wrote ${key}` },
  ...{ inverse: [], by: by.id, at: now },
})

export const publicLine = (words: string, by: Actor): string => `*Post-mortem* · ${nameOrMention(by)} · ${words}`

/** A section's title in mrkdwn. */
export const formatSectionTitle = ({ title }: Pick<SectionDraft, 'title'>): string =>
  `*${escapeMrkdwn(clipText(title, 80)).replaceAll('*', '')}*`

/** The lines that went and came, at most so many characters of them. */
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

/** The first so many in a line each, and how many there are besides. */
export function listFirstLines<T>(all: readonly T[], most: number, say: (one: T) => string): string[] {
  const more = all.length - most
  return [...all.slice(0, most).map((one) => say(one)), ...(more > 0 ? [`… and ${more} more.`] : [])]
}
