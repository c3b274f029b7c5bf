import { z } from 'zod'
import { postMortemStates } from '../record.ts'
import {
  BriefAsked,
  ChallengeRecord,
  Figures,
  HypothesisRecord,
  Observation,
  TestRun,
  WaitRecord,
} from './investigation.ts'
import { ActionTaken, FollowUpItem, IsoInstant, Lesson, TimelineLine, traceableFields } from './lines.ts'

/** What nobody has supplied, who should, and which entries may help. The bot never invents it. */
export const Gap = z
  .strictObject({
    section: z.string(),
    missing: z.string(),
    who: z.string().describe('Who should fill it'),
    help: z.array(z.string()).describe('Ids of entries that may help'),
    messages: z
      .array(z.strictObject({ at: IsoInstant, permalink: z.string().nullable() }))
      .optional()
      .describe('Messages in Slack that are not on record'),
  })
  .meta({ id: 'Gap' })
export type Gap = z.infer<typeof Gap>

/** A time of the incident; null if unknown. */
const TracedTime = z.strictObject({ ...traceableFields, at: IsoInstant }).nullable()

const nonNegativeMsSchema = z.number().nonnegative().nullable().describe('Milliseconds; null where not known')

/** The latest text that somebody wrote in a section. */
export const WrittenSection = z
  .strictObject({
    section: z.string(),
    version: z.int().positive(),
    text: z.string().describe('Markdown'),
    basis: z.string().describe('What was generated in its place when it was written, as Markdown'),
    by: z.string(),
    at: IsoInstant,
  })
  .meta({ id: 'Written' })
export type WrittenSection = z.infer<typeof WrittenSection>

/** The post-mortem as data. Everything in it comes from what is stored. */
export const PostMortem = z.strictObject({
  version: z.literal(1),
  incident: z.strictObject({
    reference: z.string(),
    title: z.string(),
    severity: z.string(),
    status: z.string(),
    mode: z.string(),
    zone: z.string().describe('IANA time zone in which times are shown'),
    channel: z.string().nullable(),
    services: z.array(z.string()),
    tags: z.array(z.string()),
  }),
  state: z.enum(postMortemStates),
  publishedAt: IsoInstant.nullable(),
  nextReviewOn: z.iso.date().nullable(),
  summary: z.string().nullable(),
  impact: z.strictObject({
    windows: z.array(
      z.strictObject({
        ...traceableFields,
        from: IsoInstant,
        to: IsoInstant.nullable().describe('Null: it still lasts'),
      }),
    ),
    facts: z.array(z.strictObject({ ...traceableFields, name: z.string(), value: z.string() })),
  }),
  times: z.strictObject({
    started: TracedTime,
    detected: TracedTime,
    declared: TracedTime,
    acknowledged: TracedTime,
    mitigated: TracedTime,
    resolved: TracedTime,
    closed: TracedTime,
  }),
  durations: z.strictObject({
    toDetect: nonNegativeMsSchema,
    toAcknowledge: nonNegativeMsSchema,
    toMitigate: nonNegativeMsSchema,
    toResolve: nonNegativeMsSchema,
  }),
  roles: z.array(
    z.strictObject({
      ...traceableFields,
      role: z.string(),
      person: z.string(),
      from: IsoInstant,
      to: IsoInstant.nullable(),
    }),
  ),
  contributors: z.array(z.string()).describe('Who wrote what was captured'),
  timeline: z.array(TimelineLine),
  statuses: z
    .array(z.strictObject({ ...traceableFields, status: z.string(), from: IsoInstant, to: IsoInstant.nullable() }))
    .describe('The course of its status'),
  believed: z.array(HypothesisRecord),
  causes: z.strictObject({
    confirmed: z.array(HypothesisRecord),
    contributing: z.array(HypothesisRecord),
    suspected: z.array(HypothesisRecord),
    ruledOut: z.array(HypothesisRecord),
  }),
  otherTests: z.array(TestRun).describe('Tests of no hypothesis in particular'),
  actions: z.array(ActionTaken),
  waits: z.array(WaitRecord),
  recurrences: z.array(TimelineLine).describe('The symptom came back'),
  unexplained: z.array(Observation),
  challenges: z.array(ChallengeRecord),
  briefs: z.array(BriefAsked),
  measures: Figures,
  lessons: z.array(Lesson),
  followUps: z.array(FollowUpItem),
  written: z.array(WrittenSection).describe('The latest that people wrote, by section'),
  gaps: z.array(Gap),
})
export type PostMortem = z.infer<typeof PostMortem>
