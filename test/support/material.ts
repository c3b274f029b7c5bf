import type { EntryData } from '../../src/core/record/entry-data.ts'
import type { EntryKind } from '../../src/core/record/model.ts'
import { declarationEntry } from '../../src/incident/lifecycle/entry-data.ts'
import { testBegunEntry } from '../../src/investigation/ledger/entry-data.ts'
import type { HypothesisTest } from '../../src/investigation/ledger/model.ts'
import { waitBegunEntry } from '../../src/investigation/ledger/waits/entry-data.ts'
import type { PostMortemInput } from '../../src/postmortem/input.ts'
import {
  ana,
  at,
  ben,
  briefWith,
  challengeWith,
  entryWith,
  evidenceOf,
  holding,
  hypothesisWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from './situation.ts'

/** What stands behind the entries that the bot words itself. */
const dataByKind: Partial<Record<EntryKind, EntryData>> = {
  status: declarationEntry({ severity: 'SEV1', mode: 'live', title: 'Checkout is slow' }).data,
  evidence: testBegunEntry({ testId: 't1', test: 'bypass it' }).data,
  waiting: waitBegunEntry({ waitId: 'w1', party: 'AWS', about: '' }).data,
}

/** Everything a post-mortem can be built from; `say` supplies every text that people wrote. */
export function materialWith(say: () => string): PostMortemInput {
  const tested = say()
  const entries = (
    ['status', 'observation', 'hypothesis', 'action', 'note', 'challenge', 'evidence', 'recurrence', 'waiting'] as const
  ).map((kind, index) =>
    entryWith({
      id: `e${index + 1}`,
      kind,
      text: kind === 'evidence' ? tested : say(),
      data: dataByKind[kind] ?? null,
      authorName: say(),
      occurredAt: at(index * 300),
      messageTs: 1_772_420_400_000_100n + BigInt(index) * 18_000_000_000n,
      threadTs: kind === 'note' ? 1_772_420_400_000_100n : null,
      attachments: kind === 'note' ? [{ kind: 'link', title: say(), url: 'https://grafana/1', text: say() }] : [],
      deletedInSlack: kind === 'action' ? at(100) : null,
      ...(kind === 'action' && { result: 'worked', resultNote: say(), resultBy: ben.id, resultAt: at(120) }),
    }),
  )
  const told = (given: Partial<HypothesisTest>) =>
    testWith({ text: say(), result: say(), begunAt: at(10), closedAt: at(20), closedBy: ana.id, ...given })
  const closed = () => ({ closedAt: at(30), closedBy: ben.id, closedBecause: say() })
  const hypotheses = [
    hypothesisWith({
      number: 1,
      statement: say(),
      entryId: 'e3',
      evidence: [...evidenceOf('for', 1, { entryId: 'e2' }), ...evidenceOf('against', 1, { text: say() })],
      tests: [testWith({ text: tested }), told({ speaks: 'against' })],
    }),
    hypothesisWith({ number: 2, statement: say(), state: 'ruled_out', ...closed() }),
    hypothesisWith({ number: 3, statement: say(), state: 'confirmed', verdict: 'contributing', ...closed() }),
  ]
  const challenges = [
    challengeWith({ number: 1, why: say(), question: say(), state: 'superseded' }),
    challengeWith({
      number: 2,
      why: say(),
      question: say(),
      state: 'answered',
      answeredAt: at(60),
      answeredBy: ben.id,
      answerKind: 'keep',
      answer: say(),
    }),
  ]
  const waits = [
    waitWith({ party: say(), about: say(), endedAt: at(70), outcome: say(), meanwhile: say() }),
    waitWith({ id: 'w2', party: say(), about: null, since: at(80) }),
  ]
  const unexplained = [
    unexplainedWith({ entryId: 'e2' }),
    unexplainedWith({ text: say(), explainedAt: at(25), explainedBy: 'h2' }),
    unexplainedWith({ entryId: 'e5', explainedAt: at(25), explainedBy: 'h3' }),
  ]
  const briefs = [
    briefWith({ sentAt: at(33), answeredAt: at(41), answer: say(), state: 'answered' }),
    briefWith({ id: 'b2', sentAt: at(53), state: 'sent' }),
    briefWith({ id: 'b3', state: 'cancelled' }),
  ]
  const roles = [
    { ...holding('commander', ana.id, { assumedAt: at(2) }), relinquishedAt: at(40) },
    { ...holding('commander', ben.id, { assumedAt: at(40) }), relinquishedAt: null },
    { ...holding('owner', ana.id, { assumedAt: at(3) }), relinquishedAt: null },
  ]
  const incident = {
    title: say(),
    status: 'closed' as const,
    zone: 'Europe/Lisbon',
    detectedAt: at(-7),
    acknowledgedAt: at(2),
    mitigatedAt: at(50),
    resolvedAt: at(90),
    closedAt: at(95),
  }
  const names = new Map([ana.id, ben.id].map((id) => [id, say()]))
  const held = roles.filter(({ relinquishedAt }) => !relinquishedAt)
  const boards = [{ name: 'challenge:1', channelId: 'C1', messageTs: 1_772_421_300_000_100n }]
  const state = stateWith({
    incident,
    hypotheses,
    challenges,
    names,
    roles: held,
    otherTests: [told({ id: 't3', hypothesisId: null })],
    waits,
    unexplained,
    briefs,
  })
  return {
    state,
    entries,
    impact: { periods: [], facts: [] },
    roles,
    liveMessages: boards,
    record: null,
    written: [],
    pictures: [],
    lost: [],
  }
}
