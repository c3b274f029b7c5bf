import type { Decision, Refusal } from '../../core/decision.ts'
import type { ChangeOf, StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { actionRowBlock, blocksMessage, sectionBlock } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisChallenged, testBegun, testRemoved } from './changes.ts'
import { testActions } from './controls.ts'
import { testBegunEntry } from './entry-data.ts'
import { recordLedgerAction, refuseUnlessOpen } from './ledger.ts'
import type { Hypothesis, HypothesisTest } from './model.ts'

/** In minutes; one day. */
const longestTest = 1440

/**
 * Begins a test of a hypothesis, or of none when `hypothesisId` is null, with its result due in `minutes`. An owner
 * other than `by` is notified in an ephemeral message.
 */
export function beginTest(
  ctx: WithActor<InvestigationContext>,
  hypothesisId: string | null,
  { words, minutes, owner = ctx.by }: { words: string; minutes: number; owner?: Actor },
): Decision | Refusal {
  const { state, by } = ctx
  const text = toOneLine(words)
  const hypothesis = state.hypotheses.find((candidate) => candidate.id === hypothesisId)
  const refusal = refuseInvalidTest(text, minutes, hypothesis)
  if (refusal) return refusal
  const id = ctx.newId()
  const begun: StateChange = testBegun({
    id,
    incidentId: state.incident.id,
    hypothesisId: hypothesis?.id ?? null,
    text,
    ownerId: owner.id,
    at: ctx.now,
    dueAt: new Date(ctx.now.getTime() + minutes * minuteMs),
  })
  const action = {
    entry: testBegunEntry({ testId: id, test: text }),
    words: `*Test*${testedHypothesisText(hypothesis)}: ${escapeMrkdwn(text)}`,
    more: `, ${owner.id === by.id ? '' : `for ${formatTestOwnerName(state, owner)}, `}result in ${minutes} min`,
    subject: `test ${id}`,
    changes: () => [begun, ...makeQuestionedChanges(hypothesis, ctx.now)],
    back: (): StoredChange[] => [
      testRemoved({ id }),
      ...makeQuestionedChanges(hypothesis, hypothesis?.lastChallengedAt ?? ctx.now),
    ],
  }
  const done = recordLedgerAction(ctx, action)
  const notifications =
    owner.id === by.id ? [] : [notifyTestOwner(state, { testId: id, words: action.words, minutes }, owner, by)]
  return { ...done, send: [...done.send, ...notifications] }
}

/** The state after the tests begun by `changes` are stored. */
export function withTests(state: InvestigationState, changes: readonly StateChange[]): InvestigationState {
  const begun = changes.flatMap((change) => (testBegun.is(change) ? [buildBegunTest(change)] : []))
  const of = (id: string | null) => begun.filter(({ hypothesisId }) => hypothesisId === id)
  return {
    ...state,
    hypotheses: state.hypotheses.map((row) => ({ ...row, tests: [...row.tests, ...of(row.id)] })),
    otherTests: [...state.otherTests, ...of(null)],
  }
}

function buildBegunTest({
  id,
  hypothesisId,
  text,
  ownerId,
  at: begunAt,
  dueAt,
}: ChangeOf<typeof testBegun>): HypothesisTest {
  const open = { result: null, speaks: null, closedAt: null, closedBy: null }
  return { id, hypothesisId, text, ownerId, begunAt, dueAt, ...open }
}

function refuseInvalidTest(text: string, minutes: number, hypothesis: Hypothesis | undefined): Refusal | undefined {
  if (!text) return { refusal: 'What would tell? A few words are enough.', field: 'text' }
  if (!isValidTestLength(minutes)) return { refusal: testMinutesPrompt, field: 'minutes' }
  return hypothesis && refuseUnlessOpen(hypothesis)
}

export const isValidTestLength = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= 1 && minutes <= longestTest
export const testMinutesPrompt = `Within how many minutes? A whole number from 1 to ${longestTest}.`

const testedHypothesisText = (hypothesis: Hypothesis | undefined): string =>
  hypothesis ? ` of “${escapeMrkdwn(clipText(hypothesis.statement, 120))}”` : ''

/** The name instead of a mention: the public line must not ping anybody. */
const formatTestOwnerName = ({ names }: InvestigationState, { id, name }: Actor): string =>
  escapeMrkdwn(name ?? names.get(id) ?? 'somebody else')

/** A test challenges its hypothesis, so `lastChallengedAt` moves to `at`. */
export const makeQuestionedChanges = (hypothesis: Pick<Hypothesis, 'id'> | undefined, at: Date): StoredChange[] =>
  hypothesis ? [hypothesisChallenged({ ids: [hypothesis.id], at })] : []

function notifyTestOwner(
  { incident }: InvestigationState,
  { testId, words, minutes }: { testId: string; words: string; minutes: number },
  owner: Actor,
  by: Actor,
): Send {
  const text = `${nameOrMention(by)} asks you to look, within ${minutes} min:\n${words}`
  const result = button('Result…', testActions.result, { incidentId: incident.id, id: testId })
  return {
    to: { incident: incident.id },
    call: {
      do: 'post_ephemeral',
      to: owner.id,
      message: blocksMessage('A test is yours', sectionBlock(text), actionRowBlock(result)),
    },
  }
}
