import { nothing, together } from '../dispatch/decision.ts'
import type { Said, Shortcut } from '../dispatch/input.ts'
import type { Feature, Word } from '../dispatch/registry.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { sentence } from '../slack/blocks.ts'
import type { Modal } from '../slack/modal.ts'
import { permalink } from '../slack/permalink.ts'
import { clip, plainly } from '../slack/text.ts'
import { channelArrived, remakeChannel } from './channel.ts'
import { declare, severityNamed } from './declare.ts'
import { packSource, unpackSource } from './from-message.ts'
import { invited, left, renamed } from './members.ts'
import { changeSeverity, changeStatus } from './progress.ts'
import { declareModal, line } from './view.ts'

/** `SEV2 checkout is slow` → severity and title; a first word that is no severity belongs to the title. */
function declaration(
  { rest }: Pick<Said, 'rest'>,
  moment: Moment,
): { severity: string | undefined; title: string } {
  const [first = '', ...others] = rest.trim().split(/\s+/)
  const severity = first ? severityNamed(first, moment) : undefined
  return severity
    ? { severity, title: plainly(others.join(' ')) }
    : { severity: undefined, title: plainly(rest) }
}

const declareWord: Word = {
  word: 'declare',
  usage: 'declare [SEV1] [title]',
  example: 'declare SEV2 checkout is slow',
  does: 'start an incident',
  on: 'workspace',
  act: 'declare',
  run: (state, said, moment) => {
    const { severity, title } = declaration(said, moment)
    const { by, channelId } = said
    if (title) return declare(state, { severity, title, by, channelId }, moment)
    if (!said.triggerId)
      return { refusal: `What is wrong? For example: \`declare ${severity ?? 'SEV2'} checkout is slow\`` }
    return { ...nothing, answer: { open: declareModal(state, moment.settings, channelId) } }
  },
}

/** The first word, and the rest as readers see it. */
const headAndWhy = (rest: string): [string, string] => {
  const [head = '', ...why] = rest.trim().split(/\s+/)
  return [head, plainly(why.join(' '))]
}

const words: Word[] = [
  declareWord,
  {
    word: 'status',
    usage: 'status identified|monitoring [why]',
    example: 'status monitoring error rate is back to normal',
    does: 'move the incident on',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => changeStatus(state, ...headAndWhy(rest), by, moment),
  },
  {
    word: 'severity',
    usage: 'severity SEV1 [why]',
    example: 'severity SEV1 checkout is down for everyone',
    does: 'change how bad it is',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => changeSeverity(state, ...headAndWhy(rest), by, moment),
  },
  {
    word: 'resolve',
    usage: 'resolve [what ended it]',
    example: 'resolve reverted the release, memory is flat',
    does: 'the impact has ended',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => changeStatus(state, 'resolved', plainly(rest).trim(), by, moment),
  },
  {
    word: 'list',
    usage: 'list',
    example: 'list',
    does: 'show the open incidents',
    on: 'viewer',
    act: 'read',
    run: ({ open }) => {
      const text = open.length > 0 ? open.map(line).join('\n') : 'No incident is open.'
      return { ...nothing, answer: { say: sentence(text) } }
    },
  },
]

/** Declaring, status and severity. */
export const incidentFeature: Feature = {
  words,
  left: { on: 'incident', act: 'read', run: (state, { by }, moment) => left(state, by.id, moment) },
  renamed: { on: 'incident', act: 'read', run: (state, { name }) => renamed(state, name) },
  forms: {
    'incident.declare': {
      on: 'workspace',
      act: 'declare',
      run: (state, { fields, by, channelId, about }, moment) => {
        const { title = '', severity } = fields
        return declare(state, { title, severity, by, channelId, source: unpackSource(about) }, moment)
      },
    },
  },
  shortcuts: {
    declare: {
      on: 'workspace',
      act: 'declare',
      run: (state, _input, { settings }) => ({
        ...nothing,
        answer: { open: declareModal(state, settings, undefined) },
      }),
    },
    declare_from_message: {
      on: 'workspace',
      act: 'declare',
      run: (state, { message: from }, { settings }) => {
        const modal = declareModal(state, settings, from?.channelId)
        return { ...nothing, answer: { open: from ? fromMessage(modal, from) : modal } }
      },
    },
  },
  buttons: {
    'incident.make_channel': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, by }, moment) => remakeChannel(state, about, by, moment),
    },
  },
  answered: (state, input, moment) =>
    state
      ? together(channelArrived(state, input, moment, linker(state)), invited(state, input, moment))
      : nothing,
}

function linker(state: IncidentState) {
  return (channelId: string, messageTs: bigint) => permalink(state.workspaceUrl, { channelId, messageTs })
}

/** The modal with the message's words as title, and the message itself on its way to the timeline. */
function fromMessage(modal: Modal, from: NonNullable<Shortcut['message']>): Modal {
  const title = clip(plainly(from.text).replace(/\s+/g, ' ').trim(), 500)
  const inputs = modal.inputs.map((input) =>
    input.kind === 'text' && input.name === 'title' && title ? { ...input, initial: title } : input,
  )
  return { ...modal, inputs, about: { incidentId: '', about: packSource(from) } }
}
