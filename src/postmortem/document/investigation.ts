import { z } from 'zod'
import { answerKinds, challengeReasons } from '../../investigation/challenges/model.ts'
import { IsoInstant, permalinkSchema, traceableFields } from './lines.ts'

const DocumentStance = z.enum(['for', 'against'])

/** Evidence for or against a hypothesis, with who gave it and when. */
export const EvidenceGiven = z
  .strictObject({
    ...traceableFields,
    stance: DocumentStance,
    text: z.string(),
    by: z.string(),
    at: IsoInstant,
    permalink: permalinkSchema,
  })
  .meta({ id: 'EvidenceGiven' })
export type EvidenceGiven = z.infer<typeof EvidenceGiven>

/** A test: who owned it, its result, and what that says about the hypothesis. */
export const TestRun = z
  .strictObject({
    ...traceableFields,
    text: z.string(),
    owner: z.string(),
    begunAt: IsoInstant,
    dueAt: IsoInstant,
    result: z.string().nullable(),
    speaks: DocumentStance.nullable().describe('Null where it says nothing of the hypothesis'),
    closedAt: IsoInstant.nullable(),
    closedBy: z.string().nullable(),
    permalink: permalinkSchema,
  })
  .meta({ id: 'TestRun' })
export type TestRun = z.infer<typeof TestRun>

/** A hypothesis that the team held. */
export const HypothesisRecord = z
  .strictObject({
    ...traceableFields,
    statement: z.string(),
    state: z.string(),
    verdict: z.string().nullable(),
    proposedBy: z.string(),
    openedAt: IsoInstant,
    reopenedAt: IsoInstant.nullable().describe(
      'The latest time it was opened again; how long it was held counts from then',
    ),
    closedAt: IsoInstant.nullable(),
    closedBy: z.string().nullable(),
    because: z.string().nullable(),
    proposedAtLink: permalinkSchema,
    reopenedAtLink: permalinkSchema,
    closedAtLink: permalinkSchema,
    evidence: z.array(EvidenceGiven),
    tests: z.array(TestRun),
  })
  .meta({ id: 'Belief' })
export type HypothesisRecord = z.infer<typeof HypothesisRecord>

/** A wait on a third party. */
export const WaitRecord = z
  .strictObject({
    ...traceableFields,
    on: z.string(),
    about: z.string().nullable(),
    from: IsoInstant,
    to: IsoInstant.nullable().describe('Null where nobody said that it was over'),
    outcome: z.string().nullable(),
    meanwhile: z.string().nullable().describe('What was done meanwhile'),
    permalink: permalinkSchema,
  })
  .meta({ id: 'WaitHeld' })
export type WaitRecord = z.infer<typeof WaitRecord>

/** An observation that no hypothesis explained at first. */
export const Observation = z
  .strictObject({
    ...traceableFields,
    text: z.string(),
    since: IsoInstant,
    permalink: permalinkSchema,
    explainedAt: IsoInstant.nullable(),
    explainedBy: z.string().nullable().describe('A statement; open again where that was ruled out'),
    isOpen: z.boolean(),
  })
  .meta({ id: 'Observation' })
export type Observation = z.infer<typeof Observation>

/** A turn in the investigation; `text` is the hypothesis or the test. */
export const CourseChange = z
  .strictObject({
    what: z.enum(['hypothesis', 'test_begun', 'test_closed', 'ruled_out', 'parked']),
    text: z.string(),
    at: IsoInstant,
  })
  .meta({ id: 'CourseChange' })
export type CourseChange = z.infer<typeof CourseChange>

/** A question that the bot asked, with its answer or what followed it. */
export const ChallengeRecord = z
  .strictObject({
    ...traceableFields,
    at: IsoInstant,
    permalink: permalinkSchema,
    reason: z.enum(challengeReasons),
    reasonInWords: z.string(),
    askedOf: z.enum(['commander', 'channel', 'fresh eyes']).describe('Whom it came to ask in the end'),
    hypothesis: z.string().nullable(),
    why: z.string(),
    question: z.string(),
    answeredAt: IsoInstant.nullable(),
    answeredBy: z.string().nullable(),
    answerKind: z.enum(answerKinds).nullable(),
    answer: z.string().nullable(),
    answeredWith: CourseChange.nullable().describe('The turn that was its answer'),
    followedBy: CourseChange.nullable().describe(
      'Another turn, within 30 minutes of it and before the next question; whether because of it nobody knows',
    ),
  })
  .meta({ id: 'Asked' })
export type ChallengeRecord = z.infer<typeof ChallengeRecord>

/** A request for fresh eyes; `entries` are the entries that the brief showed. */
export const BriefAsked = z
  .strictObject({
    ...traceableFields,
    to: z.string(),
    requestedBy: z.string(),
    sentAt: IsoInstant,
    answeredAt: IsoInstant.nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'BriefAsked' })
export type BriefAsked = z.infer<typeof BriefAsked>

const figureMsSchema = z.number().nullable().describe('Milliseconds; null where nothing can be said')

/** Metrics of the investigation (see src/investigation/stats/model.ts). */
export const Figures = z.strictObject({
  ledWrongly: figureMsSchema,
  toSecondHypothesis: figureMsSchema,
  hypotheses: z.strictObject({ held: z.int(), tested: z.int() }).nullable(),
  actions: z
    .strictObject({
      taken: z.int(),
      told: z.int(),
      withoutEffect: z.int().nullable(),
      withoutResult: z.int(),
    })
    .nullable(),
  challenges: z
    .strictObject({
      asked: z.int(),
      moot: z.int(),
      answered: z.int(),
      answeredAnew: z.int().describe('Answered with a new hypothesis or test'),
      followedAnew: z.int().describe('Others that one followed within 30 minutes'),
      medianToAnswer: figureMsSchema,
    })
    .nullable(),
})
