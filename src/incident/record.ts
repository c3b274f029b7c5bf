import { type Change, type Decision, together } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { Moment } from '../dispatch/state.ts'
import { withRest } from '../lib/words.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import { recordDeed } from '../timeline/deed.ts'
import { entryBy } from '../timeline/entry.ts'
import type { EntryKind } from '../timeline/model.ts'
import { announceTo, reopened } from './announce.ts'
import type { Incident } from './model.ts'

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
  changes: Change[]
  back: Change[]
  /** What a later change would have to be about to stand in the way of undoing this one. */
  subject: string
  /** What the public line says behind it, in mrkdwn. */
  also?: string
}

/** A change with its entry, its public line, its boards and its way back. */
export function recorded(
  incident: Incident,
  { kind, text, deed, why = '', changes, back, subject, also = '' }: Recording,
  by: Actor,
  moment: Moment,
): Decision {
  const entry = entryBy(moment, incident.id, kind, text, by)
  const because = escapeMrkdwn(why)
  const line = `${withRest(`${deed} · ${who(by)}`, because)}${also && ` · ${also}`}`
  const words = withRest(deed, because)
  return together(recordDeed({ entry, line, words, subject, changes, back }, by, moment), {
    changes: [],
    send: [...reopened(incident), ...announceTo(incident, moment.settings)],
  })
}
