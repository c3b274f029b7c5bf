import {
  actionRowBlock,
  contextBlock,
  dividerBlock,
  type SlackBlock,
  sectionBlock,
  sectionWith,
} from '../../messages/blocks.ts'
import { button, modalOf, overflowMenu } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisActions, hypothesisModals, testActions, testModals } from './controls.ts'
import { type Evidence, type Hypothesis, type HypothesisTest, isRunning } from './model.ts'
import { clipLedgerText, closedText, linkTo, runningTest } from './rows.ts'
import { hypothesisRowBlocks } from './view.ts'

/** How many pieces of evidence the modal shows; the latest ones. */
const evidenceShown = 30
const maxTestsInModal = 20

/** One hypothesis with its evidence and running tests; evidence can be withdrawn here and tests ended. */
export function hypothesisDetailsModal(state: InvestigationState, hypothesis: Hypothesis, note?: string): Modal {
  const { evidence, tests, id } = hypothesis
  const left = evidence.length - evidenceShown
  const to = { incidentId: state.incident.id, id }
  return modalOf(hypothesisModals.details, to, {
    title: `Hypothesis ${hypothesis.number}`.slice(0, 24),
    ...(note && { note }),
    inputs: [],
    blocks: [
      ...(hypothesis.state === 'open' ? hypothesisRowBlocks(state, hypothesis) : closedRow(state, hypothesis)),
      dividerBlock(),
      ...(evidence.length === 0 ? [contextBlock('Nothing speaks for it or against it yet.')] : []),
      ...evidence.slice(-evidenceShown).map((evidence) => evidenceRow(state, evidence)),
      ...(left > 0 ? [contextBlock(`… and ${left} before`)] : []),
      ...tests
        .filter(isRunning)
        .slice(0, maxTestsInModal)
        .map((test) => testRow(state, test)),
    ],
  })
}

/** A modal of running tests: those of one hypothesis, or those that belong to none. */
export function testsModal(state: InvestigationState, tests: readonly HypothesisTest[], note?: string): Modal {
  const to = { incidentId: state.incident.id, state: 'running' as const }
  return modalOf(testModals.running, to, {
    title: 'Tests',
    ...(note && { note }),
    inputs: [],
    blocks:
      tests.length > 0
        ? tests.slice(0, maxTestsInModal).map((test) => testRow(state, test))
        : [sectionBlock('No test is running.')],
  })
}

const closedRow = ({ incident }: InvestigationState, hypothesis: Hypothesis): SlackBlock[] => [
  sectionBlock(closedText(hypothesis)),
  actionRowBlock(button('Reopen…', hypothesisActions.reopen, { incidentId: incident.id, id: hypothesis.id })),
]

function evidenceRow(state: InvestigationState, evidence: Evidence): SlackBlock {
  const { stance, text, at, entryId, hypothesisId } = evidence
  const when = slackTime(at, shortTime(at))
  const link = linkTo(state, evidence, 'entry').map((found) => ` · ${found}`)
  const withdraw = button('Withdraw', hypothesisActions.withdrawEvidence, {
    incidentId: state.incident.id,
    id: hypothesisId,
    entryId,
  })
  return sectionWith(`*${stance}* ${clipLedgerText(text, 300) || 'an entry without words'}\n${when}${link}`, withdraw)
}

function testRow(state: InvestigationState, test: HypothesisTest): SlackBlock {
  const { id } = test
  return sectionWith(
    runningTest(state, test),
    overflowMenu(testActions.row, state.incident.id, [
      { label: 'Result…', about: { verb: 'result', id } },
      { label: 'More time…', about: { verb: 'more', id } },
      { label: 'Give it up', about: { verb: 'give_up', id } },
    ]),
  )
}
