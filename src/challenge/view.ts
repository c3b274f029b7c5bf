import { type IncidentState, nameOf } from '../dispatch/state.ts'
import { sayDuration } from '../lib/durations.ts'
import { actions, button, context, type Message, message, section } from '../slack/blocks.ts'
import type { Modal } from '../slack/modal.ts'
import { clip, escapeMrkdwn } from '../slack/text.ts'
import type { AnswerKind, Challenge } from './model.ts'

/** A challenge as it stands: with its buttons while it waits, with its answer afterwards. */
export function challengeMessage(state: IncidentState, challenge: Challenge): Message {
  const why = `*${escapeMrkdwn(challenge.why)}*`
  const question = escapeMrkdwn(challenge.question)
  if (challenge.state !== 'open')
    return message(challenge.why, section(`${why}\n${question}`), context(outcome(state, challenge)))
  const asked = challenge.askedOf ? `<@${challenge.askedOf}> ` : ''
  return message(
    `${challenge.why} ${challenge.question}`,
    section(`${why}\n${asked}${question}`),
    buttons(state, challenge),
  )
}

function buttons({ incident }: IncidentState, { id, reason }: Challenge) {
  const to = { incidentId: incident.id, about: id }
  if (reason === 'no_hypothesis') {
    return actions(
      button('Track a hypothesis', 'challenge.hypothesis', to, 'primary'),
      button('Still looking, because…', 'challenge.keep', to),
    )
  }
  return actions(
    button('Another cause', 'challenge.hypothesis', to),
    button('Test it', 'challenge.test', to),
    button('Keep, because…', 'challenge.keep', to),
  )
}

/** What kind of answer it was, in a word or two. */
export const answerWords: Record<AnswerKind, string> = {
  hypothesis: 'tracked',
  test: 'testing',
  keep: 'kept',
  evidence: 'evidence',
  ruled_out: 'ruled out',
  result: 'result',
  explained: 'explained',
  wait_over: 'no longer waiting',
  handed_over: 'handed over',
  fresh_eyes: 'fresh eyes asked',
  later: 'not now',
  reply: 'answered',
  ledger: 'in the ledger',
  moot: 'no longer needed',
}

function outcome(state: IncidentState, challenge: Challenge): string {
  const { state: end, answeredAt, answerKind, answer, askedAt } = challenge
  if (end === 'superseded' || !answeredAt || !answerKind) return 'Not answered.'
  if (answerKind === 'moot') return `No longer needed: ${answer ?? 'the incident moved on'}.`
  const after = sayDuration(answeredAt.getTime() - askedAt.getTime())
  const how =
    answerKind === 'keep' && challenge.reason === 'no_hypothesis' ? 'still looking' : answerWords[answerKind]
  const words = answer ? `: ${escapeMrkdwn(clip(answer, 300))}` : ''
  return `:white_check_mark: ${escapeMrkdwn(nameOf(state, challenge.answeredBy))}, after ${after} · ${how}${words}`
}

const titled = (challenge: Challenge) =>
  `*${escapeMrkdwn(challenge.why)}*\n${escapeMrkdwn(challenge.question)}`

export function hypothesisModal({ incident }: IncidentState, challenge: Challenge): Modal {
  const label = challenge.reason === 'no_hypothesis' ? 'What could it be?' : 'What else could it be?'
  return {
    form: 'challenge.hypothesis',
    title: challenge.reason === 'no_hypothesis' ? 'Track a hypothesis' : 'Another cause',
    submit: 'Track',
    about: { incidentId: incident.id, about: challenge.id },
    note: titled(challenge),
    inputs: [{ name: 'text', label, kind: 'text', max: 300 }],
  }
}

export function testModal({ incident }: IncidentState, challenge: Challenge): Modal {
  return {
    form: 'challenge.test',
    title: 'Test it',
    submit: 'Begin',
    about: { incidentId: incident.id, about: challenge.id },
    note: titled(challenge),
    inputs: [
      { name: 'text', label: 'What would tell us?', kind: 'text', max: 300 },
      { name: 'minutes', label: 'Result expected in (minutes)', kind: 'number', initial: '15' },
    ],
  }
}

export function keepModal({ incident }: IncidentState, challenge: Challenge): Modal {
  const looking = challenge.reason === 'no_hypothesis'
  return {
    form: 'challenge.keep',
    title: looking ? 'Still looking' : 'Keep it',
    submit: looking ? 'Still looking' : 'Keep',
    about: { incidentId: incident.id, about: challenge.id },
    note: titled(challenge),
    inputs: [{ name: 'text', label: looking ? 'Because' : 'Why keep it?', kind: 'long', max: 1000 }],
  }
}
