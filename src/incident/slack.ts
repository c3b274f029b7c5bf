import { nothing } from '../dispatch/decision.ts'
import type { Said, Shortcut } from '../dispatch/input.ts'
import type { Feature, Word } from '../dispatch/registry.ts'
import { line } from '../dispatch/sentences.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { type Modal, sentence } from '../slack/blocks.ts'
import { permalink } from '../slack/permalink.ts'
import { clip, plainly, takePerson } from '../slack/text.ts'
import { channelArrived, remakeChannel } from './channel.ts'
import { declare, severityNamed } from './declare.ts'
import { packSource, unpackSource } from './from-message.ts'
import { changeSeverity, changeStatus } from './progress.ts'
import { assign, takeCommand } from './roles.ts'
import { declareModal } from './view.ts'

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

function roleWord(role: string, example: string): Word {
  return {
    word: role,
    usage: `${role} [@person]`,
    example,
    does:
      role === 'commander'
        ? 'who runs the response; without a name: you'
        : 'who answers for the post-mortem; without a name: you',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => {
      const { person, rest: others } = takePerson(rest)
      if (!person && others)
        return { refusal: `Name them with @, for example \`${moment.settings.command} ${example}\`` }
      return assign(state, role, person ?? by, by, moment)
    },
  }
}

/** The first word, and the rest as readers see it. */
const headAndWhy = (rest: string): [string, string] => {
  const [head = '', ...why] = rest.trim().split(/\s+/)
  return [head, plainly(why.join(' '))]
}

const words: Word[] = [
  declareWord,
  roleWord('commander', 'commander @dana'),
  roleWord('owner', 'owner @dana'),
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
    on: 'workspace',
    act: 'read',
    run: ({ open }) => {
      const text = open.length > 0 ? open.map(line).join('\n') : 'No incident is open.'
      return { ...nothing, answer: { say: sentence(text) } }
    },
  },
]

/** Declaring, roles, status and severity. */
export const incidentFeature: Feature = {
  words,
  joined: { on: 'incident', act: 'read', run: () => nothing },
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
    'incident.take_command': {
      on: 'incident',
      act: 'respond',
      run: (state, { by }, moment) => takeCommand(state, by, moment),
    },
    'incident.make_channel': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, by }, moment) => remakeChannel(state, about, by, moment),
    },
  },
  answered: (state, input, moment) => (state ? channelArrived(state, input, moment, linker(state)) : nothing),
}

function linker(state: IncidentState) {
  return (channelId: string, messageTs: bigint) => permalink(state.workspaceUrl, { channelId, messageTs })
}

/** The modal with the message's words as title, and the message itself on its way to the timeline. */
function fromMessage(modal: Modal, from: NonNullable<Shortcut['message']>): Modal {
  const title = clip(plainly(from.text).replace(/\s+/g, ' ').trim(), 500)
  const inputs = modal.inputs.map((input) =>
    input.name === 'title' && title ? { ...input, initial: title } : input,
  )
  return { ...modal, inputs, about: { incidentId: '', about: packSource(from) } }
}
