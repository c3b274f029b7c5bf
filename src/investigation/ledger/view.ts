import { askAction } from '../../core/feature/ask-modal.ts'
import { incidentReference } from '../../core/incident/model.ts'
import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  clipMrkdwn,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
  slackLimits,
} from '../../messages/blocks.ts'
import { button, overflowMenu } from '../../messages/controls.ts'
import type { InvestigationState } from '../state.ts'
import { type HypothesisVerb, hypothesisActions, testActions } from './controls.ts'
import { ledgerFooterBlocks } from './footer.ts'
import {
  confirmedCause,
  findLeadingHypothesis,
  type Hypothesis,
  isRunning,
  selectOpenHypotheses,
  stillUnexplained,
} from './model.ts'
import { closedText, openText, shortText } from './rows.ts'

/** How many closed hypotheses the ledger lists; the post-mortem has them all. */
const maxClosedHypotheses = 5
/** How many open hypotheses get a row with buttons; nobody weighs more at once. The rest are listed below. */
const maxHypothesisRows = 8
const maxOtherHypotheses = 8

/**
 * The live message "What we believe". Each open hypothesis is a row with its evidence for and against, the leading one
 * first (hypotheses in rows reduce bias, Dhami et al. 2024); below come the unexplained observations and the waits. To
 * stay within Slack's message limit, hypotheses without room for buttons are only listed, and a button opens them.
 */
export function ledgerMessage(state: InvestigationState): SlackMessage {
  const open = sortOpenHypotheses(state)
  const most = Math.min(open.length, maxHypothesisRows)
  const candidates = Array.from({ length: most + 1 }, (_, less) => ledgerBlocks(state, open, most - less))
  const fitting = candidates.find((blocks) => measureBlocks(blocks) <= slackLimits.message) ?? candidates.at(-1) ?? []
  const words = open.map(({ statement }) => statement).join(' · ') || 'nothing is open'
  return blocksMessage(`What we believe: ${words}`, ...fitting)
}

/** `rows` is how many hypotheses get buttons of their own. */
function ledgerBlocks(state: InvestigationState, open: readonly Hypothesis[], rows: number): SlackBlock[] {
  const others = open.slice(rows)
  return [
    sectionBlock(`*What we believe* · ${incidentReference(state.incident)}`),
    ...open.slice(0, rows).flatMap((hypothesis) => hypothesisRowBlocks(state, hypothesis)),
    ...otherHypothesesBlocks(others),
    ...(open.length === 0 ? [sectionBlock('_Nothing is open._ :bulb: on a message adds one.')] : []),
    ...closedHypothesesBlocks(state),
    ...ledgerFooterBlocks(state),
    actionRowBlock(...ledgerButtons(state, others.length > 0)),
  ]
}

const measureBlocks = (blocks: readonly SlackBlock[]): number =>
  blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)

const sortOpenHypotheses = ({ hypotheses }: InvestigationState): Hypothesis[] => {
  const lead = findLeadingHypothesis(hypotheses)
  return selectOpenHypotheses(hypotheses).toSorted(
    (a, b) => Number(b === lead) - Number(a === lead) || a.number - b.number,
  )
}

/** One open hypothesis, with the buttons and the menu that act on it. */
export function hypothesisRowBlocks(state: InvestigationState, hypothesis: Hypothesis): SlackBlock[] {
  const { id: incidentId } = state.incident
  const { id, tests } = hypothesis
  const choose = (label: string, verb: HypothesisVerb) => ({ label, about: { verb, id } })
  return [
    sectionBlock(openText(state, hypothesis)),
    actionRowBlock(
      button('Test…', testActions.begin, { incidentId, hypothesisId: id }),
      button('Evidence…', hypothesisActions.evidence, { incidentId, id }),
      ...(tests.some(isRunning) ? [button('Result…', testActions.results, { incidentId, hypothesisId: id })] : []),
      overflowMenu(hypothesisActions.row, incidentId, [
        ...leadChoices(state, hypothesis).map(([label, verb]) => choose(label, verb)),
        choose('Rule out…', 'rule_out'),
        choose('Confirm…', 'confirm'),
        choose('Park…', 'park'),
        choose('Details…', 'details'),
      ]),
    ),
  ]
}

/** Nothing can lead once a cause is confirmed. */
function leadChoices(
  { hypotheses }: InvestigationState,
  { leads }: Hypothesis,
): [label: string, verb: HypothesisVerb][] {
  if (leads) return [['No longer leads', 'stand_down']]
  return confirmedCause(hypotheses) ? [] : [['Leads', 'lead']]
}

function otherHypothesesBlocks(others: readonly Hypothesis[]): SlackBlock[] {
  if (others.length === 0) return []
  const left = others.length - maxOtherHypotheses
  const lines = others.slice(0, maxOtherHypotheses).map(shortText)
  const more = left > 0 ? [`… and ${left} more open.`] : []
  return [contextBlock(clipMrkdwn([...lines, ...more].join('\n'), 1600))]
}

function closedHypothesesBlocks({ hypotheses }: InvestigationState): SlackBlock[] {
  const all = hypotheses.filter(({ state }) => state !== 'open')
  if (all.length === 0) return []
  const left = all.length - maxClosedHypotheses
  const lines = [...(left > 0 ? [`… ${left} before`] : []), ...all.slice(-maxClosedHypotheses).map(closedText)]
  return [contextBlock(clipMrkdwn(lines.join('\n'), 1500))]
}

/** Buttons that act on the ledger as a whole. */
function ledgerButtons(state: InvestigationState, hasOthers: boolean): ControlElement[] {
  const { hypotheses, otherTests, unexplained, incident } = state
  const { others, reopen, explained } = hypothesisActions
  const { id: incidentId } = incident
  const ofNoHypothesis = { incidentId, hypothesisId: null }
  return [
    button('Hypothesis…', askAction, { incidentId, word: 'hyp' }),
    button('Unexplained…', hypothesisActions.unexplained, { incidentId, observation: 'new' }),
    ...(stillUnexplained(unexplained).length > 0
      ? [button('Explained…', explained, { incidentId, entryId: null })]
      : []),
    ...(otherTests.some(isRunning) ? [button('Result…', testActions.results, ofNoHypothesis)] : []),
    ...(selectOpenHypotheses(hypotheses).length === 0 ? [button('Test…', testActions.begin, ofNoHypothesis)] : []),
    ...(hasOthers ? [button('The others…', others, { incidentId, state: 'open' })] : []),
    ...(hypotheses.some(({ state: now }) => now !== 'open')
      ? [button('Reopen…', reopen, { incidentId, id: null })]
      : []),
  ]
}
