import { findDisplayName } from '../../core/state.ts'
import { type Evidence, type Hypothesis, type HypothesisTest, stateName } from '../../investigation/ledger/model.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { PostMortemInput } from '../input.ts'
import type { EvidenceGiven, HypothesisRecord, TestRun } from './investigation.ts'
import { idsOf, linkOf, nameIfAny, recordedAt, toIsoString } from './traces.ts'

/** One hypothesis of the team: when it was held, the evidence for and against it, and its tests. */
export function buildHypothesisRecord(material: PostMortemInput, hypothesis: Hypothesis): HypothesisRecord {
  const { state, entries } = material
  const proposed = entries.find((entry) => entry.id === hypothesis.entryId)
  const [reopened] = recordedAt(entries, 'evidence', hypothesis.reopenedAt)
  const [ended] = recordedAt(entries, 'evidence', hypothesis.closedAt)
  return {
    statement: hypothesis.statement,
    state: stateName[hypothesis.state],
    verdict: hypothesis.verdict,
    proposedBy: findDisplayName(state, hypothesis.proposedBy),
    openedAt: hypothesis.openedAt.toISOString(),
    reopenedAt: toIsoString(hypothesis.reopenedAt),
    closedAt: toIsoString(hypothesis.closedAt),
    closedBy: nameIfAny(state, hypothesis.closedBy),
    because: hypothesis.closedBecause,
    proposedAtLink: linkOf(state, proposed),
    reopenedAtLink: linkOf(state, reopened),
    closedAtLink: linkOf(state, ended),
    evidence: hypothesis.evidence.map((evidence) => evidenceGiven(material, evidence)),
    tests: hypothesis.tests.map((test) => testRun(material, test)),
    entries: idsOf(proposed, reopened, ended),
  }
}

/** Quotes the entry in full if it is still on the timeline; the state holds only its beginning. */
function evidenceGiven({ state, entries }: PostMortemInput, evidence: Evidence): EvidenceGiven {
  const entry = entries.find(({ id }) => id === evidence.entryId)
  return {
    stance: evidence.stance,
    text: entry?.text || evidence.text,
    by: findDisplayName(state, evidence.by),
    at: evidence.at.toISOString(),
    permalink: makePermalink(state.workspaceUrl, entry ?? evidence),
    entries: idsOf(entry),
  }
}

/** A test, traced to the entries of its start and its result. */
export function testRun({ state, entries }: PostMortemInput, test: HypothesisTest): TestRun {
  const begun = recordedAt(entries, 'evidence', test.begunAt).find(({ text }) => text.includes(test.text))
  const closed = recordedAt(entries, 'evidence', test.closedAt).find(({ text }) => text.includes(test.text))
  return {
    text: test.text,
    owner: findDisplayName(state, test.ownerId),
    begunAt: test.begunAt.toISOString(),
    dueAt: test.dueAt.toISOString(),
    result: test.result,
    speaks: test.speaks,
    closedAt: toIsoString(test.closedAt),
    closedBy: nameIfAny(state, test.closedBy),
    permalink: linkOf(state, closed ?? begun),
    entries: idsOf(begun, closed),
  }
}
