import { answerWithModal, emptyDecision } from '../../../core/decision.ts'
import type { Command } from '../../../core/feature/feature.ts'
import { incidentModes } from '../../../core/incident/model.ts'
import { actorZone } from '../../../core/state.ts'
import { sentenceMessage } from '../../../messages/blocks.ts'
import type { ChoiceInput, TextInput } from '../../../messages/modal.ts'
import { escapeMrkdwn, toPlainText } from '../../../messages/mrkdwn.ts'
import { cancelIncident, reopenIncident } from '../cancel-reopen.ts'
import { correctMode, incidentDetailsModal } from '../details.ts'
import { correctableTimeNames } from '../entry-data.ts'
import { changeSeverity, changeStatus, settableStatuses } from '../progress.ts'
import { timeInputHint } from '../read-time.ts'
import { findOpenIncidentInChannel } from '../store.ts'
import { allTimes, correctTime } from '../times.ts'

const stringChoiceInput = (name: string, label: string, values: readonly string[], initial?: string): ChoiceInput => ({
  name,
  label,
  kind: 'choice',
  options: values.map((value) => ({ value, label: value })),
  ...(initial && { initial }),
})

const reasonInput = (optional = false): TextInput => ({
  name: 'why',
  label: 'Why',
  kind: 'text',
  ...(optional && { optional }),
})

/** Splits off the first word. The rest is returned as plain text. */
const splitFirstWordAndReason = (rest: string): [string, string] => {
  const [head = '', ...why] = rest.trim().split(/\s+/)
  return [head, toPlainText(why.join(' '))]
}

/** Commands that move the incident on or correct it. */
export const progressCommands: Command[] = [
  {
    word: 'status',
    usage: 'status identified|monitoring [why]',
    example: 'status monitoring error rate is back to normal',
    does: 'move the incident on',
    panel: [{ on: 'open', row: 'Move on', rank: 3, label: 'Status…' }],
    asks: ({ incident }) => ({
      title: 'Status',
      submit: 'Set',
      inputs: [stringChoiceInput('status', 'Status', settableStatuses, incident.status), reasonInput(true)],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => changeStatus(ctx, ...splitFirstWordAndReason(rest)),
  },
  {
    word: 'severity',
    usage: 'severity SEV1 [why]',
    example: 'severity SEV1 checkout is down for everyone',
    does: 'change how bad it is',
    panel: [{ on: 'open', row: 'Move on', rank: 4, label: 'Severity…' }],
    asks: ({ incident }, { severities }) => ({
      title: 'Severity',
      submit: 'Set',
      inputs: [
        {
          name: 'severity',
          label: 'Severity',
          kind: 'choice',
          options: severities.map(({ name, meaning }) => ({ value: name, label: `${name} · ${meaning}` })),
          initial: incident.severity,
        },
        reasonInput(true),
      ],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => changeSeverity(ctx, ...splitFirstWordAndReason(rest)),
  },
  {
    word: 'resolve',
    usage: 'resolve [what ended it]',
    example: 'resolve reverted the release, memory is flat',
    does: 'the impact has ended',
    panel: [{ on: 'open', row: 'End', rank: 0, label: 'Resolve…' }],
    asks: () => ({
      title: 'Resolve',
      submit: 'Resolve',
      inputs: [{ name: 'text', label: 'What ended it?', kind: 'text', optional: true }],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => changeStatus(ctx, 'resolved', toPlainText(rest).trim()),
  },
  {
    word: 'cancel',
    usage: 'cancel why',
    example: 'cancel the probe was wrong, checkout was fine',
    does: 'it was a false alarm: no post-mortem',
    panel: [{ on: 'open', row: 'End', rank: 2, label: 'False alarm…' }],
    isDrastic: true,
    asks: () => ({ title: 'False alarm', submit: 'Cancel incident', inputs: [reasonInput()] }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => cancelIncident(ctx, toPlainText(rest).trim()),
  },
  {
    word: 'reopen',
    usage: 'reopen why',
    example: 'reopen errors are back',
    does: 'it is not over, or back',
    panel: [{ on: 'ended', row: 'Carry on', rank: 8, label: 'Reopen…' }],
    isDrastic: true,
    asks: () => ({ title: 'Reopen', submit: 'Reopen', inputs: [reasonInput()] }),
    on: 'incident',
    act: 'reopen',
    run: async (ctx, { rest }, tx) => {
      const { channelId } = ctx.state.incident
      const other = channelId ? await findOpenIncidentInChannel(tx, channelId) : null
      return reopenIncident(ctx, toPlainText(rest).trim(), other)
    },
  },
  {
    word: 'time',
    usage: 'time [started|detected|acknowledged|mitigated|resolved 14:35]',
    example: 'time started 14:35',
    does: 'correct when something was; alone: all times',
    panel: [
      { on: 'open', row: 'Move on', rank: 6, label: 'Correct a time…' },
      { on: 'ended', row: 'Carry on', rank: 5, label: 'Correct a time…' },
    ],
    asks: () => ({
      title: 'Correct a time',
      submit: 'Correct',
      inputs: [
        stringChoiceInput('name', 'Which time?', correctableTimeNames),
        { name: 'at', label: 'When was it?', kind: 'text', max: 40, hint: timeInputHint },
        reasonInput(true),
      ],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => {
      const words = toPlainText(rest).trim()
      if (words) return correctTime(ctx, words)
      const times = allTimes(ctx.state.incident, actorZone(ctx))
      return { ...emptyDecision, answer: { say: sentenceMessage(escapeMrkdwn(times)) } }
    },
  },
  {
    word: 'mode',
    usage: 'mode live|drill|retro',
    example: 'mode drill',
    does: 'correct whether it is real, an exercise, or over long since',
    isDrastic: true,
    asks: ({ incident }) => ({
      title: 'Mode',
      submit: 'Correct',
      inputs: [stringChoiceInput('mode', 'Mode', incidentModes, incident.mode)],
    }),
    on: 'incident',
    act: 'respond',
    run: (ctx, { rest }) => correctMode(ctx, rest.trim()),
  },
  {
    word: 'details',
    usage: 'details',
    example: 'details',
    does: 'correct title, summary, services and mode in a form',
    panel: [
      { on: 'open', row: 'Move on', rank: 7, label: 'Details…' },
      { on: 'ended', row: 'Carry on', rank: 6, label: 'Details…' },
    ],
    on: 'incident',
    act: 'respond',
    run: ({ state, settings }, { channelId, triggerId }) =>
      triggerId
        ? answerWithModal(incidentDetailsModal(state, channelId))
        : { refusal: `A form opens only where a command is typed: \`${settings.command} details\`.` },
  },
]
