import { type IncidentState, nameOf } from '../dispatch/state.ts'
import { reference } from '../incident/model.ts'
import { actions, type Block, button, context, type Message, message, section } from '../slack/blocks.ts'
import type { Modal } from '../slack/modal.ts'
import { clip, escapeMrkdwn, shortTime, slackTime } from '../slack/text.ts'
import { countOf, type Hypothesis, leading, openOnes, stateName } from './model.ts'

/** How many closed hypotheses the ledger lists; the post-mortem has them all. */
const closedShown = 8
const openShown = 15

/** The ledger: one row per hypothesis, what is open on top, edited in place. */
export function ledger(state: IncidentState): Message {
  const open = openOnes(state.hypotheses)
  const closed = state.hypotheses.filter((hypothesis) => hypothesis.state !== 'open')
  const blocks = [
    section(`*What we believe* · ${reference(state.incident)}`),
    ...open.slice(0, openShown).flatMap((hypothesis) => openRow(state, hypothesis)),
    ...(open.length > openShown ? [context(`… and ${open.length - openShown} more open.`)] : []),
    ...(open.length === 0 ? [section('_Nothing is open._ :bulb: on a message adds one.')] : []),
    ...(closed.length > 0 ? [context(closed.slice(-closedShown).map(closedRow).join('\n'))] : []),
  ]
  return message(
    `What we believe: ${open.map((hypothesis) => hypothesis.statement).join(' · ') || 'nothing is open'}`,
    ...blocks,
  )
}

function openRow(state: IncidentState, hypothesis: Hypothesis): Block[] {
  const to = { incidentId: state.incident.id, about: hypothesis.id }
  const leads =
    leading(state.hypotheses)?.id === hypothesis.id && openOnes(state.hypotheses).length > 1 ? ' · leads' : ''
  const tests = hypothesis.tests.filter((test) => !test.closedAt)
  const since = slackTime(hypothesis.openedAt, shortTime(hypothesis.openedAt))
  const facts = [
    `${countOf(hypothesis, 'for')} for`,
    `${countOf(hypothesis, 'against')} against`,
    tests.length > 0 ? `testing: ${tests.map((test) => clip(test.text, 80)).join('; ')}` : 'no test',
    nameOf(state, hypothesis.proposedBy),
  ]
  return [
    section(
      `*${hypothesis.number}. ${escapeMrkdwn(hypothesis.statement)}*\nsince ${since} · ${escapeMrkdwn(facts.join(' · '))}${leads}`,
    ),
    actions(button('Rule out', 'hypothesis.rule_out', to), button('Confirm', 'hypothesis.confirm', to)),
  ]
}

function closedRow(hypothesis: Hypothesis): string {
  const statement = escapeMrkdwn(clip(hypothesis.statement, 150))
  const shown = hypothesis.state === 'ruled_out' ? `~${statement.replaceAll('~', '-')}~` : `*${statement}*`
  const verdict = hypothesis.verdict === 'contributing' ? ' as contributing' : ''
  const why = hypothesis.closedBecause ? `: ${escapeMrkdwn(clip(hypothesis.closedBecause, 150))}` : ''
  return `${hypothesis.number}. ${shown} ${stateName[hypothesis.state]}${verdict}${why}`
}

export function ruleOutModal({ id: incidentId }: { id: string }, hypothesis: Hypothesis): Modal {
  return {
    form: 'hypothesis.rule_out',
    title: 'Rule out',
    submit: 'Rule out',
    about: { incidentId, about: hypothesis.id },
    note: `*${escapeMrkdwn(hypothesis.statement)}*`,
    inputs: [{ name: 'because', label: 'Why is it ruled out?', kind: 'long', max: 1000 }],
  }
}

export function confirmModal({ id: incidentId }: { id: string }, hypothesis: Hypothesis): Modal {
  return {
    form: 'hypothesis.confirm',
    title: 'Confirm',
    submit: 'Confirm',
    about: { incidentId, about: hypothesis.id },
    note: `*${escapeMrkdwn(hypothesis.statement)}*`,
    inputs: [
      { name: 'because', label: 'What shows it?', kind: 'long', max: 1000 },
      {
        name: 'verdict',
        label: 'It is',
        kind: 'choice',
        options: [
          { value: 'cause', label: 'The cause' },
          { value: 'contributing', label: 'A contributing factor' },
        ],
        initial: 'cause',
      },
    ],
  }
}
