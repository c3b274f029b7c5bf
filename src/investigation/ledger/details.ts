import {
  actionRowBlock,
  buttonElement,
  contextBlock,
  dividerBlock,
  overflowMenuElement,
  type SlackBlock,
  sectionBlock,
  sectionWith,
} from '../../messages/blocks.ts'
import type { Modal } from '../../messages/modal.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { InvestigationState } from '../state.ts'
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
  return {
    callbackId: 'hypothesis.details',
    title: `Hypothesis ${hypothesis.number}`.slice(0, 24),
    about: { incidentId: state.incident.id, about: id },
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
  }
}

/** A modal of running tests: those of one hypothesis, or those that belong to none. */
export const testsModal = (state: InvestigationState, tests: readonly HypothesisTest[], note?: string): Modal => ({
  callbackId: 'test.results',
  title: 'Tests',
  about: { incidentId: state.incident.id, about: 'running' },
  ...(note && { note }),
  inputs: [],
  blocks:
    tests.length > 0
      ? tests.slice(0, maxTestsInModal).map((test) => testRow(state, test))
      : [sectionBlock('No test is running.')],
})

const closedRow = ({ incident }: InvestigationState, hypothesis: Hypothesis): SlackBlock[] => [
  sectionBlock(closedText(hypothesis)),
  actionRowBlock(buttonElement('Reopen…', 'hypothesis.reopen', { incidentId: incident.id, about: hypothesis.id })),
]

function evidenceRow(state: InvestigationState, evidence: Evidence): SlackBlock {
  const { stance, text, at, entryId, hypothesisId } = evidence
  const when = slackTime(at, shortTime(at))
  const link = linkTo(state, evidence, 'entry').map((found) => ` · ${found}`)
  const withdraw = buttonElement('Withdraw', 'hypothesis.withdraw_evidence', {
    incidentId: state.incident.id,
    about: `${hypothesisId} ${entryId}`,
  })
  return sectionWith(`*${stance}* ${clipLedgerText(text, 300) || 'an entry without words'}\n${when}${link}`, withdraw)
}

function testRow(state: InvestigationState, test: HypothesisTest): SlackBlock {
  const choose = (label: string, verb: string) => ({ label, about: `${verb} ${test.id}` })
  return sectionWith(
    runningTest(state, test),
    overflowMenuElement('test.row', state.incident.id, [
      choose('Result…', 'result'),
      choose('More time…', 'more'),
      choose('Give it up', 'give_up'),
    ]),
  )
}
