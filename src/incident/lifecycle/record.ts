import { combineDecisions, type Decision, type StateChange } from '../../core/decision.ts'
import type { Incident } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import { entryBy } from '../../core/record/entry.ts'
import type { EntryKind } from '../../core/record/model.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import type { DecisionContext } from '../../core/state.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { withRest } from '../../platform/text.ts'
import { refreshAnnouncement, refreshOpeningMessage } from './announce.ts'

/** A change of the incident as people read it. */
export interface Recording {
  kind: EntryKind
  /** Of the timeline. */
  text: string
  /** Of the public line, in mrkdwn. */
  deed: string
  /** In plain words, behind the deed. */
  why?: string
  /** What changed, and what takes it back. */
  changes: StateChange[]
  back: StateChange[]
  /** What a later change would have to be about to stand in the way of undoing this one. */
  subject: string
  /** What the public line says behind it, in mrkdwn. */
  also?: string
}

/** A change with its entry, its public line, its boards and its way back. */
export function recordIncidentChange(
  incident: Incident,
  { kind, text, deed, why = '', changes, back, subject, also = '' }: Recording,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const entry = entryBy(ctx, incident.id, kind, text, by)
  const because = escapeMrkdwn(why)
  const line = `${withRest(`${deed} · ${nameOrMention(by)}`, because)}${also && ` · ${also}`}`
  const words = withRest(deed, because)
  return combineDecisions(recordEntry({ entry, line, words, subject, changes, back }, by, ctx), {
    changes: [],
    send: [...refreshOpeningMessage(incident), ...refreshAnnouncement(incident, ctx.settings)],
  })
}
