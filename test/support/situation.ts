import { type Decision, isRefusal, type Refusal } from '../../src/core/decision.ts'
import type { ChangeCreator } from '../../src/core/feature/change.ts'
import type { BaseContext } from '../../src/core/feature/context.ts'
import type { Incident } from '../../src/core/incident/model.ts'
import type { RoleHolder } from '../../src/core/incident/roles.ts'
import type { Entry, RecordedAction, Recurrence } from '../../src/core/record/model.ts'
import type { OpenIncident, WorkspaceState } from '../../src/core/state.ts'
import { makeRegistry, parseSettings, type TeamSettings } from '../../src/features.ts'
import type { Challenge } from '../../src/investigation/challenges/model.ts'
import type { Brief } from '../../src/investigation/fresh-eyes/model.ts'
import type {
  Evidence,
  EvidenceStance,
  Hypothesis,
  HypothesisTest,
  Unexplained,
} from '../../src/investigation/ledger/model.ts'
import type { Wait } from '../../src/investigation/ledger/waits/model.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'

/** Builders of incident state for tests of decisions and views; a test passes only the fields it cares about. */

/** When the incident of these tests was declared. */
export const start = new Date('2026-03-02T03:00:00.000Z')
/** The time this many minutes after the declaration. */
export const at = (minutes: number): Date => new Date(start.getTime() + minutes * minuteMs)

export const ana = { id: 'UANA', name: 'Ana Alves' }
export const ben = { id: 'UBEN', name: 'Ben Berg' }

const parsed = new Map<string, TeamSettings>()

/** Settings parsed from a file with this content. The same content is parsed once, since properties ask often. */
export function settingsOf(content: Record<string, unknown> = {}): TeamSettings {
  const key = JSON.stringify(content)
  const known = parsed.get(key)
  if (known) return known
  const { settings, mistakes } = parseSettings(content)
  if (!settings) throw new Error(mistakes.join('; '))
  parsed.set(key, settings)
  return settings
}

/** What the features of the bot contribute to decisions. */
export const { contributions } = makeRegistry(loadTemplates())

/** The context of a decision this many minutes after the declaration; new ids are `new-1`, `new-2`, … */
export function contextAt(minutes: number, content: Record<string, unknown> = {}): BaseContext<TeamSettings> {
  let ids = 0
  const newId = () => {
    ids += 1
    return `new-${ids}`
  }
  return { now: at(minutes), newId, settings: settingsOf(content), contributions }
}

export const incidentWith = (given: Partial<Incident> = {}): Incident => ({
  id: 'incident',
  workspaceId: 'T1',
  number: 12,
  title: 'Checkout is slow',
  severity: 'SEV1',
  status: 'investigating',
  mode: 'live',
  zone: 'UTC',
  private: false,
  summary: null,
  services: [],
  tags: [],
  channelId: 'CINC',
  channelName: 'inc-12-checkout-is-slow',
  here: false,
  declaredBy: ana.id,
  startedAt: null,
  detectedAt: null,
  declaredAt: start,
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  closedAt: null,
  reopenedAt: null,
  ...given,
})

export function stateWith({
  incident,
  ...given
}: Partial<Omit<ResponseState, 'incident'>> & { incident?: Partial<Incident> } = {}): ResponseState {
  return {
    incident: incidentWith(incident),
    roles: [],
    hypotheses: [],
    challenges: [],
    followUps: [],
    workspaceUrl: 'https://acme.slack.com/',
    timers: new Map(),
    reminders: [],
    otherTests: [],
    unexplained: [],
    actions: [],
    recurrences: [],
    waits: [],
    briefs: [],
    lastSpokeAt: null,
    lastUpdate: null,
    outside: new Set(),
    names: new Map([
      [ana.id, ana.name],
      [ben.id, ben.name],
    ]),
    zones: new Map(),
    fetchedProfiles: new Set(),
    ...given,
  }
}

export const workspaceWith = (...open: OpenIncident[]): WorkspaceState => ({
  workspaceId: 'T1',
  viewer: ana.id,
  nextNumber: 13,
  open,
})

/** An open hypothesis; its id is `h` and its number: `h1`. */
export const hypothesisWith = (given: Partial<Hypothesis> = {}): Hypothesis => ({
  id: `h${given.number ?? 1}`,
  number: 1,
  statement: 'ALB is failing',
  state: 'open',
  verdict: null,
  leads: false,
  proposedBy: ana.id,
  openedAt: given.lastChallengedAt ?? start,
  lastChallengedAt: given.openedAt ?? start,
  reopenedAt: null,
  closedAt: null,
  closedBy: null,
  closedBecause: null,
  entryId: null,
  evidence: [],
  tests: [],
  ...given,
})

/** A holder who took the role themselves when the incident was declared. */
export const holding = (role: string, userId: string, given: Partial<RoleHolder> = {}): RoleHolder => ({
  id: `${role} of ${userId}`,
  role,
  userId,
  assignedBy: userId,
  assumedAt: start,
  acknowledgedAt: start,
  ...given,
})

export const testWith = (given: Partial<HypothesisTest> = {}): HypothesisTest => ({
  id: 't1',
  hypothesisId: 'h1',
  text: 'bypass the ALB',
  ownerId: ben.id,
  begunAt: start,
  dueAt: at(15),
  result: null,
  speaks: null,
  closedAt: null,
  closedBy: null,
  ...given,
})

/** `count` pieces of evidence for or against a hypothesis. */
export const evidenceOf = (stance: EvidenceStance, count: number, given: Partial<Evidence> = {}): Evidence[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${stance}${index + 1}`,
    hypothesisId: 'h1',
    entryId: `entry ${stance} ${index + 1}`,
    stance,
    text: 'the targets time out',
    at: at(5),
    by: ana.id,
    ...source,
    ...given,
  }))

const source = { channelId: 'CINC', messageTs: 1_772_420_400_000_100n, threadTs: null }

/** An action without a result. */
export const actionWith = (given: Partial<RecordedAction> = {}): RecordedAction => ({
  entryId: 'action',
  text: 'restarted the ALB',
  at: at(5),
  recordedAt: given.at ?? at(5),
  by: ben.id,
  recordedBy: ben.id,
  result: null,
  resultAt: null,
  ...source,
  ...given,
})

export const recurrenceWith = (given: Partial<Recurrence> = {}): Recurrence => ({
  entryId: 'recurrence',
  text: 'it is back',
  at: at(10),
  recordedAt: given.at ?? at(10),
  by: ben.id,
  recordedBy: ben.id,
  ...source,
  ...given,
})

export const waitWith = (given: Partial<Wait> = {}): Wait => ({
  id: 'w1',
  party: 'AWS support',
  about: 'case 123',
  since: start,
  endedAt: null,
  outcome: null,
  meanwhile: null,
  ...given,
})

export const unexplainedWith = (given: Partial<Unexplained> = {}): Unexplained => ({
  entryId: 'odd',
  text: 'no auto-scaling happened',
  since: start,
  explainedBy: null,
  explainedAt: null,
  ...source,
  ...given,
})

/** A brief that Ana is sending to Ben, still in preview. */
export const briefWith = (given: Partial<Brief> = {}): Brief => ({
  id: 'b1',
  state: 'preview',
  lines: [
    { text: 'requests time out', entryId: 'e2', at: at(2), included: true, because: null, byHand: false },
    { text: 'ALB logs', entryId: 'e5', at: at(5), included: false, because: 'names “ALB”', byHand: false },
  ],
  requestedBy: ana.id,
  recipientId: ben.id,
  challengeId: null,
  createdAt: at(30),
  goesAt: at(33),
  sentAt: null,
  missedAt: null,
  answeredAt: null,
  answer: null,
  because: null,
  ...given,
})

/** An open challenge; its id is `c` and its number: `c1`. */
export const challengeWith = (given: Partial<Challenge> = {}): Challenge => ({
  id: `c${given.number ?? 1}`,
  number: 1,
  reason: 'unchallenged',
  family: 'if wrong',
  why: '“ALB is failing” has led for 15 min: 0 for, 0 against, no test.',
  question: 'If “ALB is failing” were wrong, what would we see, and who looks now?',
  hypothesisId: 'h1',
  aboutId: null,
  state: 'open',
  level: 0,
  candidates: [],
  askedAt: at(15),
  askedOf: null,
  answeredAt: null,
  answeredBy: null,
  answerKind: null,
  answer: null,
  replyTs: null,
  until: null,
  ...given,
})

export const entryWith = (given: Partial<Entry> = {}): Entry => ({
  id: 'e1',
  kind: 'note',
  category: null,
  state: 'shown',
  text: 'error rate is up',
  raw: null,
  data: null,
  occurredAt: start,
  recordedAt: start,
  authorId: ana.id,
  authorName: ana.name,
  recorderId: ben.id,
  channelId: 'CINC',
  messageTs: 1_772_420_400_000_100n,
  threadTs: null,
  captured: true,
  attachments: [],
  deletedInSlack: null,
  result: null,
  resultAt: null,
  resultBy: null,
  resultNote: null,
  textEditedAt: null,
  stateEditedAt: null,
  ...given,
})

/** The decision; throws if it is a refusal. */
export function decided(outcome: Decision | Refusal): Decision {
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.refusal}`)
  return outcome
}

/** The sentence of a refusal; empty for a decision. */
export const refusalOf = (outcome: Decision | Refusal): string => (isRefusal(outcome) ? outcome.refusal : '')

/** The types of the changes, in order. */
export const typesOf = ({ changes }: Decision): string[] => changes.map(({ type }) => type)

/** The calls to Slack, in order. */
export const callsOf = ({ send }: Decision): string[] => send.map(({ call }) => call.do)

/** The changes of one type. */
export const changed = <Type extends string, Fields extends object>(
  { changes }: Decision,
  creator: ChangeCreator<Type, Fields>,
) => changes.filter((change) => creator.is(change))

/** The texts of the messages posted to the channel. */
export const linesOf = ({ send }: Decision): string[] =>
  send.flatMap(({ call }) => (call.do === 'post' ? [call.message.text] : []))
