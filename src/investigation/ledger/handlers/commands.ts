import { emptyDecision } from '../../../core/decision.ts'
import type { WithActor } from '../../../core/feature/context.ts'
import type { Command } from '../../../core/feature/feature.ts'
import type { CommandInvoked } from '../../../core/input.ts'
import type { Act } from '../../../core/router/permission.ts'
import { actorZone } from '../../../core/state.ts'
import { clipText, toPlainText } from '../../../messages/mrkdwn.ts'
import { toOneLine } from '../../../platform/text.ts'
import type { InvestigationContext } from '../../settings.ts'
import type { InvestigationState } from '../../state.ts'
import { beginTest } from '../begin-test.ts'
import { closeTestFromCommand } from '../done-test.ts'
import { parseTestDue } from '../due.ts'
import { findLeadingHypothesis, longestStatement, selectOpenHypotheses } from '../model.ts'
import { proposeHypothesis } from '../propose.ts'
import { ruleOutFromCommand } from '../rule-out.ts'
import { similarHypothesisMessage } from '../similar-hypothesis.ts'
import { findSimilarHypothesis } from '../similarity.ts'
import { observeUnexplained } from '../unexplained.ts'
import { ledgerMessage } from '../view.ts'

const answerWithLedger = (state: InvestigationState) => ({
  ...emptyDecision,
  answer: { say: ledgerMessage(state) },
})

/** Proposes a hypothesis. If the ledger has a similar one, asks the author how the two relate. */
function trackStatedHypothesis(ctx: WithActor<InvestigationContext>, words: string) {
  const { state } = ctx
  const statement = toOneLine(words)
  const like = statement.length <= longestStatement ? findSimilarHypothesis(state, statement) : undefined
  if (!like) return proposeHypothesis(ctx, words)
  const say = similarHypothesisMessage(state, like, { carries: 'words', text: statement })
  return { ...emptyDecision, answer: { say } }
}

/** `2: …` targets hypothesis 2 and `0: …` none; without a number the test is of the leading hypothesis. */
function parseTestTarget(
  state: InvestigationState,
  words: string,
): { id: string | null; text: string } | { refusal: string } {
  const [, number, text] = /^(\d{1,4})\s*:(?!\d)\s*(.*)$/s.exec(words) ?? []
  if (number === undefined) return { id: findLeadingHypothesis(state.hypotheses)?.id ?? null, text: words }
  if (Number(number) === 0) return { id: null, text: text ?? '' }
  const named = state.hypotheses.find((hypothesis) => hypothesis.number === Number(number))
  return named ? { id: named.id, text: text ?? '' } : { refusal: `There is no hypothesis ${number}.` }
}

function beginTestFromCommand(ctx: WithActor<InvestigationContext>, words: string) {
  const test = parseTestTarget(ctx.state, words)
  if ('refusal' in test) return test
  const due = parseTestDue(test.text, actorZone(ctx), ctx.now)
  if ('refusal' in due) return due
  return beginTest(ctx, test.id, { words: due.text, minutes: due.minutes })
}

/** Without arguments the command only shows the ledger. */
const hypothesisCommandAct = ({ rest }: CommandInvoked): Act => (rest.trim() ? 'respond' : 'read')

/** The typed commands of the ledger. Everything else is done with its buttons. */
export const hypothesisCommands: Command<InvestigationContext>[] = [
  {
    word: 'hyp',
    usage: 'hyp [what it could be]',
    example: 'hyp the cache is cold after the deploy',
    does: 'track a hypothesis; alone: the ledger',
    panel: [
      { on: 'open', row: 'Record', rank: 1, label: 'Hypothesis…' },
      { on: 'open', row: 'Look', rank: 1, label: 'What we believe', alone: true },
    ],
    asks: () => ({
      title: 'Track a hypothesis',
      submit: 'Track',
      inputs: [{ name: 'text', label: 'What could it be?', kind: 'text', max: longestStatement }],
    }),
    on: 'incident',
    act: hypothesisCommandAct,
    run: (ctx, { rest }) => {
      const words = toPlainText(rest).trim()
      return words ? trackStatedHypothesis(ctx, words) : answerWithLedger(ctx.state)
    },
  },
  {
    word: 'rule-out',
    usage: 'rule-out what: why',
    example: 'rule-out DDoS: traffic is normal',
    does: 'take a hypothesis, tracked or not, off the table',
    panel: [{ on: 'open', row: 'Record', rank: 4, label: 'Rule out…' }],
    asks: () => ({
      title: 'Rule out',
      submit: 'Rule out',
      inputs: [
        { name: 'what', label: 'What is ruled out?', kind: 'text', max: longestStatement },
        { name: ':|why', label: 'Why?', kind: 'text' },
      ],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => ruleOutFromCommand(ctx, toPlainText(rest).trim()),
  },
  {
    word: 'test',
    usage: 'test [2:] what would tell [in 20 min | by 14:35] | done [for | against] what came of it',
    example: 'test bypass the ALB in 20 min',
    does: 'begin a test of the hypothesis that leads, or of number 2, or give its result; alone: the ledger',
    panel: [{ on: 'open', row: 'Record', rank: 2, label: 'Test…' }],
    asks: ({ hypotheses }) => ({
      title: 'Test',
      submit: 'Begin',
      inputs: [
        {
          name: 'of',
          label: 'Which hypothesis does it test?',
          kind: 'choice',
          options: [
            ...selectOpenHypotheses(hypotheses)
              .slice(0, 99)
              .map(({ number, statement }) => ({
                value: `${number}:`,
                label: `${number}. ${clipText(toOneLine(statement), 65)}`,
              })),
            { value: '0:', label: 'None in particular' },
          ],
          initial: `${findLeadingHypothesis(hypotheses)?.number ?? 0}:`,
        },
        { name: 'text', label: 'What would tell us?', kind: 'text', max: longestStatement },
        {
          name: 'due',
          label: 'Result expected',
          kind: 'choice',
          options: ['in 5 min', 'in 15 min', 'in 30 min', 'in 1 h', 'in 2 h'].map((value) => ({
            value,
            label: value,
          })),
          initial: 'in 15 min',
        },
      ],
    }),
    on: 'incident',
    act: hypothesisCommandAct,
    run: (ctx, { rest }) => {
      const words = toPlainText(rest).trim()
      if (!words) return answerWithLedger(ctx.state)
      return closeTestFromCommand(ctx, words) ?? beginTestFromCommand(ctx, words)
    },
  },
  {
    word: 'unexplained',
    usage: 'unexplained [what was seen]',
    example: 'unexplained it comes every 20 minutes',
    does: 'note what no hypothesis accounts for; alone: the ledger',
    panel: [{ on: 'open', row: 'Record', rank: 3, label: 'Unexplained…' }],
    asks: () => ({
      title: 'Unexplained',
      submit: 'Note it',
      inputs: [{ name: 'text', label: 'What has nobody explained?', kind: 'text', max: longestStatement }],
    }),
    on: 'incident',
    act: hypothesisCommandAct,
    run: (ctx, { rest }) => {
      const words = toPlainText(rest).trim()
      return words ? observeUnexplained(ctx, words) : answerWithLedger(ctx.state)
    },
  },
]
