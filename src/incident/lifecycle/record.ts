import { combineDecisions, type Decision } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { entryBy } from '../../core/record/entry.ts'
import type { WordedData } from '../../core/record/entry-data.ts'
import type { EntryKind } from '../../core/record/model.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { withRest } from '../../platform/text.ts'
import { refreshAnnouncement, refreshOpeningMessage } from './announce.ts'

/** A change of the incident, with its texts for the timeline and the channel. */
export interface Recording {
  kind: EntryKind
  /** What the entry says. */
  worded: WordedData
  /** What was done, in mrkdwn, for the public line. */
  headline: string
  /** The reason in plain text, which follows `headline`. */
  why?: string
  /** The changes, and `back`, their inverse. */
  changes: StateChange[]
  back: StoredChange[]
  /** Identifies the thing that changed. A later change with the same subject blocks undoing this one. */
  subject: string
  /** Appended to the public line, in mrkdwn. */
  also?: string
}

/** Records a change of the incident: its entry, one public line, refreshed live messages, and an *Undo*. */
export function recordIncidentChange(
  ctx: WithActor,
  { kind, worded, headline, why = '', changes, back, subject, also = '' }: Recording,
): Decision {
  const { by, settings } = ctx
  const { incident } = ctx.state
  const entry = entryBy(ctx, incident.id, kind, worded)
  const because = escapeMrkdwn(why)
  const line = `${withRest(`${headline} · ${nameOrMention(by)}`, because)}${also && ` · ${also}`}`
  const words = withRest(headline, because)
  return combineDecisions(recordEntry(ctx, { entry, line, words, subject, changes, back }), {
    changes: [],
    send: [...refreshOpeningMessage(incident), ...refreshAnnouncement(incident, settings)],
  })
}
