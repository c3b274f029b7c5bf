import type { AnswerKind, Reason } from '../challenge/model.ts'
import type { FollowUpState } from '../followup/model.ts'
import type { Stance } from '../hypothesis/model.ts'
import type { TurnKind } from '../measure/course.ts'
import type { Measures } from '../measure/model.ts'
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
  evidence: EvidenceGiven[]
  tests: TestRun[]
}

/** An entry that speaks for a hypothesis or against it, and who said so when. */
export interface EvidenceGiven extends Traceable {
  stance: Stance
  text: string
  by: string
  at: string
  permalink: string | null
}

/** What was to tell: who looked, what came of it, and what that says of the hypothesis; null where it says nothing. */
export interface TestRun extends Traceable {
  text: string
  owner: string
  begunAt: string
  dueAt: string
  result: string | null
  speaks: Stance | null
  closedAt: string | null
  closedBy: string | null
  permalink: string | null
}

/** Waiting on somebody outside. Without an end nobody said that it was over. */
export interface WaitHeld extends Traceable {
  on: string
  about: string | null
  from: string
  to: string | null
  outcome: string | null
  /** What was done meanwhile. */
  meanwhile: string | null
  permalink: string | null
}

/** Something that needed explaining. `explainedBy` is a statement; it is open again where that was ruled out. */
export interface Observation extends Traceable {
  text: string
  since: string
  permalink: string | null
  explainedAt: string | null
  explainedBy: string | null
  isOpen: boolean
}

/** What followed a question: `text` is the hypothesis or the test. */
export interface CourseChange {
  what: TurnKind
  text: string
  at: string
}

/** Somebody from outside was asked what they would check. `entries`: what they were shown. */
export interface BriefAsked extends Traceable {
  to: string
  requestedBy: string
  sentAt: string
  answeredAt: string | null
  answer: string | null
}

export interface Asked extends Traceable {
  at: string
  permalink: string | null
  reason: Reason
  reasonInWords: string
  /** Whom it came to ask in the end. */
  askedOf: 'commander' | 'channel' | 'fresh eyes'
  hypothesis: string | null
  why: string
  question: string
  answeredAt: string | null
  answeredBy: string | null
  answerKind: AnswerKind | null
  answer: string | null
  /** Null where the course stayed as it was. */
  changed: CourseChange | null
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
  /** The day it was done or dropped, where the incident was. */
  doneOn: string | null
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
  /** Tests of no hypothesis in particular. */
  otherTests: TestRun[]
  actions: ActionTaken[]
  waits: WaitHeld[]
  /** The symptom came back. */
  recurrences: TimelineLine[]
  unexplained: Observation[]
  challenges: Asked[]
  briefs: BriefAsked[]
  measures: Measures
  lessons: Lesson[]
  followUps: FollowUpItem[]
  gaps: Gap[]
}
