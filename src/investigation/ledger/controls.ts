import { z } from 'zod'
import { action, idFieldOr, modal } from '../../messages/action.ts'
import { evidenceStances } from './model.ts'

const ofHypothesis = { id: z.string() }
const ofTest = { id: z.string() }
/** Null for tests that belong to no hypothesis. */
const testing = { hypothesisId: idFieldOr('none') }
/** Null when the hypothesis is yet to be chosen. */
const reopening = { id: idFieldOr('') }
/** Null when the observation is yet to be chosen. */
const explaining = { entryId: idFieldOr('all') }
const ofNewObservation = { observation: z.literal('new') }
const ofOpenHypotheses = { state: z.literal('open') }

/** What a button makes evidence or a hypothesis of: an entry, by its id, or words that are no entry yet. */
const LedgerPayload = z.object({ carries: z.enum(['entry', 'words']), text: z.string() })
export type LedgerPayload = z.infer<typeof LedgerPayload>

const HypothesisVerb = z.enum(['lead', 'stand_down', 'rule_out', 'confirm', 'park', 'details'])
export type HypothesisVerb = z.infer<typeof HypothesisVerb>

export const hypothesisActions = {
  row: action('hypothesis.row', { verb: HypothesisVerb, ...ofHypothesis }),
  evidence: action('hypothesis.evidence', ofHypothesis),
  withdrawEvidence: action('hypothesis.withdraw_evidence', { ...ofHypothesis, entryId: z.string() }),
  ruleOut: action('hypothesis.rule_out', ofHypothesis),
  reopen: action('hypothesis.reopen', reopening),
  others: action('hypothesis.others', ofOpenHypotheses),
  unexplained: action('hypothesis.unexplained', ofNewObservation),
  explained: action('hypothesis.explained', explaining),
  /** What is similar to a hypothesis becomes evidence for it. */
  same: action('hypothesis.same', { ...ofHypothesis, ...LedgerPayload.shape }),
  /** What is similar to a hypothesis is tracked on its own. */
  anyway: action('hypothesis.anyway', LedgerPayload.shape),
  reopenWith: action('hypothesis.reopen_with', {
    ...ofHypothesis,
    stance: z.enum(evidenceStances),
    ...LedgerPayload.shape,
  }),
}

export const hypothesisModals = {
  details: modal('hypothesis.details', ofHypothesis),
  others: modal('hypothesis.others', ofOpenHypotheses, ['hypothesis']),
  ruleOut: modal('hypothesis.rule_out', ofHypothesis, ['because']),
  park: modal('hypothesis.park', ofHypothesis, ['because']),
  confirm: modal('hypothesis.confirm', ofHypothesis, ['because', 'verdict']),
  reopen: modal('hypothesis.reopen', reopening, ['hypothesis', 'because']),
  evidence: modal('hypothesis.evidence', ofHypothesis, ['entry', 'text', 'stance', 'hypothesis']),
  unexplained: modal('hypothesis.unexplained', ofNewObservation, ['entry', 'text']),
  explained: modal('hypothesis.explained', explaining, ['entry', 'how', 'text']),
}

const TestVerb = z.enum(['result', 'more', 'give_up'])
export type TestVerb = z.infer<typeof TestVerb>

export const testActions = {
  begin: action('test.new', testing),
  row: action('test.row', { verb: TestVerb, ...ofTest }),
  result: action('test.result', ofTest),
  /** Asks for the result of the only running test, or lists several to choose from. */
  results: action('test.results', testing),
}

export const testModals = {
  begin: modal('test.new', testing, ['text', 'owner', 'minutes', 'hypothesis']),
  running: modal('test.results', { state: z.literal('running') }),
  result: modal('test.result', ofTest, ['result', 'speaks']),
  moreTime: modal('test.more', ofTest, ['minutes']),
}
