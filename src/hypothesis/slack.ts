import { nothing, type Refusal } from '../dispatch/decision.ts'
import type { Pressed } from '../dispatch/input.ts'
import type { Feature, OnIncident } from '../dispatch/registry.ts'
import type { IncidentState } from '../dispatch/state.ts'
import type { Incident } from '../incident/model.ts'
import type { Modal } from '../slack/modal.ts'
import { escapeMrkdwn, plainly } from '../slack/text.ts'
import { conclude, ruleOut } from './conclude.ts'
import { type Hypothesis, stateName } from './model.ts'
import { propose } from './propose.ts'
import { confirmModal, ledger, ruleOutModal } from './view.ts'

function openRow(state: IncidentState, { about }: Pressed): { hypothesis: Hypothesis } | Refusal {
  const hypothesis = state.hypotheses.find((known) => known.id === about)
  if (!hypothesis) return { refusal: 'That hypothesis is not in this ledger.' }
  if (hypothesis.state === 'open') return { hypothesis }
  return { refusal: `It is ${stateName[hypothesis.state]} already: “${escapeMrkdwn(hypothesis.statement)}”.` }
}

/** A button of a row that asks for words before anything is recorded. */
function opens(modal: (incident: Incident, hypothesis: Hypothesis) => Modal): OnIncident<Pressed> {
  return {
    on: 'incident',
    act: 'respond',
    run: (state, pressed) => {
      const row = openRow(state, pressed)
      return 'refusal' in row ? row : { ...nothing, answer: { open: modal(state.incident, row.hypothesis) } }
    },
  }
}

/** The ledger: proposing, ruling out, confirming. */
export const hypothesisFeature: Feature = {
  words: [
    {
      word: 'hyp',
      usage: 'hyp [what it could be]',
      example: 'hyp the cache is cold after the deploy',
      does: 'track a hypothesis; alone: the ledger',
      asks: () => ({
        title: 'Track a hypothesis',
        submit: 'Track',
        inputs: [{ name: 'text', label: 'What could it be?', kind: 'text', max: 300 }],
      }),
      on: 'incident',
      act: 'respond',
      run: (state, { rest, by }, moment) => {
        const words = plainly(rest).trim()
        return words ? propose(state, words, by, moment) : { ...nothing, answer: { say: ledger(state) } }
      },
    },
    {
      word: 'rule-out',
      usage: 'rule-out what: why',
      example: 'rule-out DDoS: traffic is normal',
      does: 'take a hypothesis, tracked or not, off the table',
      asks: () => ({
        title: 'Rule out',
        submit: 'Rule out',
        inputs: [
          { name: 'what', label: 'What is ruled out?', kind: 'text', max: 300 },
          { name: ':|why', label: 'Why?', kind: 'text' },
        ],
      }),
      on: 'incident',
      act: 'respond',
      run: (state, { rest, by }, moment) => ruleOut(state, plainly(rest).trim(), by, moment),
    },
  ],
  buttons: {
    'hypothesis.rule_out': opens(ruleOutModal),
    'hypothesis.confirm': opens(confirmModal),
  },
  forms: {
    'hypothesis.rule_out': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, moment) =>
        conclude(state, about, 'ruled_out', fields.because ?? '', by, moment),
    },
    'hypothesis.confirm': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, moment) => {
        const verdict = fields.verdict === 'contributing' ? 'contributing' : 'cause'
        return conclude(state, about, verdict, fields.because ?? '', by, moment)
      },
    },
  },
}
