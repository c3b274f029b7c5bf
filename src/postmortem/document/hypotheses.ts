import { findDisplayName } from '../../core/state.ts'
import {
  hypothesisEndedEntry,
  hypothesisReopenedEntry,
  testBegunEntry,
  testClosedEntry,
} from '../../investigation/ledger/entry-data.ts'
import { type Evidence, type Hypothesis, type HypothesisTest, stateName } from '../../investigation/ledger/model.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { PostMortemInput } from '../input.ts'
import type { EvidenceGiven, HypothesisRecord, TestRun } from './investigation.ts'
import { collectEntryIds, displayNameOrNull, entryPermalink, findEntriesRecordedAt, toIsoString } from './traces.ts'

/** One hypothesis of the team: when it was held, the evidence for and against it, and its tests. */
export function buildHypothesisRecord(material: PostMortemInput, hypothesis: Hypothesis): HypothesisRecord {
  const { state, entries } = material
  const proposed = entries.find((entry) => entry.id === hypothesis.entryId)
  const reopened = findEntriesRecordedAt(entries, 'evidence', hypothesis.reopenedAt).find(
    (entry) => hypothesisReopenedEntry.read(entry)?.hypothesisId === hypothesis.id,
  )
  const ended = findEntriesRecordedAt(entries, 'evidence', hypothesis.closedAt).find(
    (entry) => hypothesisEndedEntry.read(entry)?.hypothesisId === hypothesis.id,
  )
  return {
    statement: hypothesis.statement,
    state: stateName[hypothesis.state],
    verdict: hypothesis.verdict,
    proposedBy: findDisplayName(state, hypothesis.proposedBy),
    openedAt: hypothesis.openedAt.toISOString(),
    reopenedAt: toIsoString(hypothesis.reopenedAt),
    closedAt: toIsoString(hypothesis.closedAt),
    closedBy: displayNameOrNull(state, hypothesis.closedBy),
    because: hypothesis.closedBecause,
    proposedAtLink: entryPermalink(state, proposed),
    reopenedAtLink: entryPermalink(state, reopened),
    closedAtLink: entryPermalink(state, ended),
    evidence: hypothesis.evidence.map((evidence) => buildEvidenceGiven(material, evidence)),
    tests: hypothesis.tests.map((test) => buildTestRun(material, test)),
    entries: collectEntryIds(proposed, reopened, ended),
  }
}

/** Quotes the entry in full if it is still on the timeline; the state holds only its beginning. */
function buildEvidenceGiven({ state, entries }: PostMortemInput, evidence: Evidence): EvidenceGiven {
  const entry = entries.find(({ id }) => id === evidence.entryId)
  return {
    stance: evidence.stance,
    text: entry?.text || evidence.text,
    by: findDisplayName(state, evidence.by),
    at: evidence.at.toISOString(),
    permalink: makePermalink(state.workspaceUrl, entry ?? evidence),
    entries: collectEntryIds(entry),
  }
}

/** A test, traced to the entries of its start and its result. */
export function buildTestRun({ state, entries }: PostMortemInput, test: HypothesisTest): TestRun {
  const begun = findEntriesRecordedAt(entries, 'evidence', test.begunAt).find(
    (entry) => testBegunEntry.read(entry)?.testId === test.id,
  )
  const closed = findEntriesRecordedAt(entries, 'evidence', test.closedAt).find(
    (entry) => testClosedEntry.read(entry)?.testId === test.id,
  )
  return {
    text: test.text,
    owner: findDisplayName(state, test.ownerId),
    begunAt: test.begunAt.toISOString(),
    dueAt: test.dueAt.toISOString(),
    result: test.result,
    speaks: test.speaks,
    closedAt: toIsoString(test.closedAt),
    closedBy: displayNameOrNull(state, test.closedBy),
    permalink: entryPermalink(state, closed ?? begun),
    entries: collectEntryIds(begun, closed),
  }
}
