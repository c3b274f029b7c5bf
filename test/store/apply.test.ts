import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Decision, isRefusal, type Refusal } from '../../src/core/decision.ts'
import type { StateChange } from '../../src/core/feature/change.ts'
import type { DecisionContext } from '../../src/core/feature/context.ts'
import { undoableDone } from '../../src/core/undo/changes.ts'
import { makeRegistry, type TeamSettings } from '../../src/features.ts'
import { incidentDeclared, statusChanged } from '../../src/incident/lifecycle/changes.ts'
import { answerNotNow, answerWithReason } from '../../src/investigation/challenges/answer.ts'
import { askChallenge, findDueChallenge, setChallengeTimer } from '../../src/investigation/challenges/ask.ts'
import { noBackground } from '../../src/investigation/challenges/background.ts'
import { openChallenge } from '../../src/investigation/challenges/model.ts'
import { reconcileChallenge } from '../../src/investigation/challenges/reconcile.ts'
import type { AnswerContext } from '../../src/investigation/challenges/record-answer.ts'
import { restateHypothesis } from '../../src/investigation/ledger/propose.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { appliedTypes, apply } from '../support/apply.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { ledgerOperations, none, type Operation } from '../support/ledger-operations.ts'
import { ana, at, changed, contextAt, start } from '../support/situation.ts'

const { savers, load } = makeRegistry(loadTemplates())

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await database.prisma.workspace.create({ data: { id: 'T1' } })
})
afterAll(() => database.close())

let ids = 0
const newId = () => {
  ids += 1
  return `00000000-0000-7000-8000-${String(ids).padStart(12, '0')}`
}

const save = (changes: readonly StateChange[]) =>
  database.transact(async (tx) => {
    for (const change of changes) await savers.save(tx, change)
  })

async function declare(): Promise<string> {
  const id = newId()
  const declared = { id, workspaceId: 'T1', number: ids, title: 'x', severity: 'SEV1', mode: 'live' } as const
  await save([incidentDeclared({ ...declared, zone: 'UTC', by: ana.id, at: start, detectedAt: null })])
  return id
}

const changesOnly = (changes: StateChange[]): Decision => ({ changes, send: [] })
type Answer = (ctx: AnswerContext) => Decision | Refusal
const answering =
  (answer: Answer): Operation =>
  (ctx, _) => {
    const asked = openChallenge(ctx.state.challenges)
    return asked ? answer({ ...ctx, by: ana, challengeId: asked.id }) : none
  }

const statuses = ['investigating', 'identified', 'monitoring'] as const
const operations: Record<
  string,
  (ctx: DecisionContext<ResponseState, TeamSettings>, pick: number) => Decision | Refusal
> = {
  ...ledgerOperations,
  edit: ({ state: { hypotheses, ...state } }, pick) => {
    const edited = hypotheses[pick % Math.max(1, hypotheses.length)]
    return edited ? restateHypothesis({ hypotheses, ...state }, edited.entryId ?? '', `edited cause ${pick}`) : none
  },
  alarm: (ctx, _) => {
    const due = findDueChallenge(ctx)
    return due ? askChallenge(ctx, due, noBackground) : changesOnly(setChallengeTimer(ctx))
  },
  keep: answering((ctx) => answerWithReason(ctx, 'because')),
  notNow: answering((ctx) => answerNotNow(ctx, 15, 'because')),
  status: ({ state: { incident }, now }, pick) =>
    changesOnly([
      statusChanged({
        incidentId: incident.id,
        to: statuses[pick % statuses.length] ?? 'investigating',
        reached: pick % 2 ? { mitigatedAt: now } : {},
      }),
    ]),
}

const deed = fc.record({
  // A question is seldom due, so the alarm rings often.
  deed: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(operations), 'undo') },
    { weight: 1, arbitrary: fc.constantFrom('alarm', 'keep', 'notNow', 'undo') },
  ),
  pick: fc.nat({ max: 7 }),
  after: fc.nat({ max: 40 }),
})

const after = (minutes: number, name: string, pick = 0) => ({ deed: name, pick, after: minutes })

/** A life with every change that `apply` knows, so that the property holds of each. */
const everything = [
  after(0, 'propose'),
  after(0, 'begin'),
  after(0, 'result', 1),
  after(0, 'undo'),
  after(0, 'more'),
  after(0, 'begin'),
  after(0, 'undo'),
  after(0, 'observe'),
  after(0, 'withdraw'),
  after(0, 'lead'),
  after(0, 'edit'),
  after(0, 'ruleOut'),
  after(0, 'undo'),
  after(0, 'propose', 2),
  after(0, 'undo'),
  after(0, 'odd'),
  after(0, 'explain'),
  after(0, 'odd', 1),
  after(0, 'undo'),
  after(0, 'status', 1),
  after(0, 'status'),
  after(80, 'alarm'),
  after(0, 'notNow'),
  after(0, 'undo'),
  after(40, 'alarm'),
  after(40, 'alarm'),
]

/** What `apply` knows. Of evidence and observations it makes up the words, and the rows come in no order. */
const known = ({ incident, hypotheses, otherTests, unexplained, challenges, timers }: ResponseState) => ({
  incident: { status: incident.status, mitigatedAt: incident.mitigatedAt },
  hypotheses: hypotheses.map(({ evidence, ...row }) => ({
    ...row,
    evidence: evidence.map(({ entryId, stance }) => `${entryId} ${stance}`).sort(),
  })),
  otherTests,
  unexplained: unexplained
    .map(({ entryId, since, explainedBy, explainedAt }) => ({ entryId, since, explainedBy, explainedAt }))
    .sort((a, b) => a.entryId.localeCompare(b.entryId)),
  challenges,
  timers: [...timers].sort(),
})

it('applies changes in memory as the savers store them, after any sequence of actions and undos', async () => {
  const met = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 30, size: 'max' }), async (deeds) => {
      const incidentId = await declare()
      const reload = () => database.transact((tx) => load(tx, incidentId))
      const done: { inverse: StateChange[] }[] = []
      let state = await reload()
      const follow = async (changes: readonly StateChange[]) => {
        const expected = apply(state, changes)
        await save(changes)
        state = await reload()
        expect(known(expected)).toEqual(known(state))
        for (const { type } of changes) met.add(type)
      }
      let minutes = 0
      for (const { deed: name, pick, after: passed } of [after(0, 'propose'), ...deeds]) {
        minutes += passed
        const ctx = { ...contextAt(minutes), newId }
        if (name === 'undo') {
          await follow(done.pop()?.inverse ?? [])
        } else {
          const outcome = operations[name]?.({ ...ctx, state }, pick) ?? none
          if (isRefusal(outcome)) continue
          done.push(...changed(outcome, undoableDone))
          await follow(outcome.changes)
        }
        await follow(reconcileChallenge({ ...ctx, now: at(minutes), state }).changes)
      }
    }),
    { numRuns: 12, examples: [[everything]] },
  )
  expect(appliedTypes.filter((type) => !met.has(type))).toEqual([])
}, 120_000)
