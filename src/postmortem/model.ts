import type { FollowUpState } from '../followup/model.ts'
import type { ActionResult, LessonCategory } from '../timeline/model.ts'

/** A statement is as good as the entries behind it: their ids travel with it. */
interface Traceable {
  entries: string[]
}

/** Something nobody has supplied: who should, and which entries may help. Nothing is invented in its place. */
export interface Gap {
  section: string
  missing: string
  who: string
  help: string[]
}

export interface TimelineLine extends Traceable {
  at: string
  kind: string
  text: string
  author: string | null
  recorder: string
  recordedAt: string
  permalink: string | null
  deletedInSlack: boolean
  attachments: { title: string; url?: string }[]
}

/** An action, and what came of it as somebody said; null where nobody did. */
export interface ActionTaken extends TimelineLine {
  result: { is: ActionResult; note: string | null; by: string | null; at: string | null } | null
}

export interface Belief extends Traceable {
  statement: string
  state: string
  verdict: string | null
  proposedBy: string
  openedAt: string
  closedAt: string | null
  closedBy: string | null
  because: string | null
  /** Where it was proposed, and where it was closed. */
  proposedAtLink: string | null
  closedAtLink: string | null
  tests: { text: string; by: string; begunAt: string }[]
}

export interface Asked extends Traceable {
  at: string
  permalink: string | null
  reason: string
  hypothesis: string | null
  why: string
  question: string
  answeredAt: string | null
  answeredBy: string | null
  answerKind: string | null
  answer: string | null
}

export interface Lesson extends Traceable {
  category: LessonCategory
  text: string
  author: string | null
  permalink: string | null
}

/** Work that follows. `dueOn` is a day, `2026-12-01`. */
export interface FollowUpItem {
  label: string
  text: string
  state: FollowUpState
  owner: string | null
  dueOn: string | null
  kind: string | null
  link: string | null
  because: string | null
  permalink: string | null
}

/** The post-mortem as data: everything in it comes from what was stored. Times are ISO 8601, durations ms. */
export interface PostMortem {
  version: 1
  incident: {
    reference: string
    title: string
    severity: string
    status: string
    mode: string
    zone: string
    channel: string | null
    services: string[]
  }
  summary: string | null
  /** A window without an end still lasts. */
  impact: {
    windows: { from: string; to: string | null }[]
    facts: { name: string; value: string }[]
  }
  times: Record<
    'started' | 'detected' | 'declared' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed',
    string | null
  >
  durations: Record<'toAcknowledge' | 'toMitigate' | 'toResolve', number | null>
  roles: { role: string; person: string; from: string; to: string | null }[]
  contributors: string[]
  timeline: TimelineLine[]
  believed: Belief[]
  causes: { confirmed: Belief[]; contributing: Belief[]; suspected: Belief[]; ruledOut: Belief[] }
  actions: ActionTaken[]
  challenges: Asked[]
  lessons: Lesson[]
  followUps: FollowUpItem[]
  gaps: Gap[]
}
