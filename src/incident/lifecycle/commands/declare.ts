import { type Decision, nothing, type Refusal } from '../../../core/decision.ts'
import type { Mode } from '../../../core/incident/model.ts'
import { severityNamed } from '../../../core/incident/severity.ts'
import type { Said, Shortcut, Submitted } from '../../../core/input.ts'
import type { Feature, Handler, Word } from '../../../core/registry.ts'
import type { Moment, WorkspaceState } from '../../../core/state.ts'
import { clip, plainly } from '../../../messages/mrkdwn.ts'
import { zoneOf } from '../../../platform/db/people.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { proseIn } from '../../../platform/text.ts'
import { declare } from '../declare.ts'
import { declareModal, fullModal, retroModal } from '../declare-modal.ts'
import { packOrigin } from '../from-message.ts'
import { readDeclaration } from '../reading.ts'
import { openIn } from '../store.ts'

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

/** With a title it is declared at once; without one a form comes up. */
const declaring =
  (mode: Mode) =>
  (state: WorkspaceState, said: Said, moment: Moment): Decision | Refusal => {
    const { severity, title } = declaration(said, moment)
    const { by, channelId, triggerId, word } = said
    if (title) return declare(state, { severity, title, by, channelId, mode }, moment)
    if (!triggerId) return { refusal: whatIsWrong(word, severity, moment) }
    const filled = severity ? { severity } : {}
    const open = declareModal(state, moment.settings, channelId, packOrigin(mode), filled)
    return { ...nothing, answer: { open } }
  }

/** Asked by a mention, perhaps in a thread, where there are no commands: the words alone. */
const whatIsWrong = (word: string, severity: string | undefined, moment: Moment): string =>
  `What is wrong? For example: \`${word} ${severity ?? severityNamed(undefined, moment)} checkout is slow\``

export const declareWords: Word[] = [
  {
    word: 'declare',
    usage: 'declare [SEV1] [title]',
    example: 'declare SEV2 checkout is slow',
    does: 'start an incident',
    on: 'workspace',
    act: 'declare',
    run: declaring('live'),
  },
  {
    word: 'drill',
    usage: 'drill [SEV1] [title]',
    example: 'drill SEV2 the primary database is gone',
    does: 'start an exercise: marked as a drill everywhere, counted nowhere',
    on: 'workspace',
    act: 'declare',
    run: declaring('drill'),
  },
  {
    word: 'retro',
    usage: 'retro [SEV1] [title]',
    example: 'retro SEV2 checkout was slow last night',
    does: 'write up what already happened, with its times; nobody is alarmed',
    on: 'workspace',
    act: 'declare',
    run: (state, said, moment) => {
      const { severity, title } = declaration(said, moment)
      const { by, channelId, triggerId } = said
      const filled = { title, ...(severity && { severity }) }
      if (triggerId)
        return { ...nothing, answer: { open: retroModal(state, moment.settings, channelId, filled) } }
      if (!title) return { refusal: whatIsWrong(said.word, severity, moment) }
      return declare(state, { severity, title, by, channelId, mode: 'retrospective' }, moment)
    },
  },
]

async function declareByForm(
  state: WorkspaceState,
  { fields, by, channelId, about }: Submitted,
  moment: Moment,
  tx: Tx,
): Promise<Decision | Refusal> {
  const zone = (await zoneOf(tx, by.id)) ?? moment.settings.zone
  const told = readDeclaration(fields, about, { zone, now: moment.now })
  if ('refusal' in told) return told
  const servedBy = told.here && channelId ? await openIn(tx, channelId) : null
  return declare(state, { ...told, by, channelId, servedBy }, moment)
}

export const declareForms: Record<string, Handler<Submitted>> = {
  'incident.declare': { on: 'workspace', act: 'declare', run: declareByForm },
}

export const declareButtons: Feature['buttons'] = {
  'incident.declare_more': {
    on: 'viewer',
    act: 'declare',
    run: (state, { form, channelId }, { settings }) => ({
      ...nothing,
      answer: { open: fullModal(state, settings, channelId, form?.about ?? '', form?.fields ?? {}) },
    }),
  },
}

export const declareShortcuts: Record<string, Handler<Shortcut>> = {
  declare: {
    on: 'viewer',
    act: 'declare',
    run: (state, _input, { settings }) => ({
      ...nothing,
      answer: { open: declareModal(state, settings, undefined) },
    }),
  },
  declare_from_message: {
    on: 'viewer',
    act: 'declare',
    run: (state, { message: from }, { settings }) => {
      const title = from ? clip(proseIn(plainly(from.text)), 500) : ''
      const about = packOrigin('live', from)
      const open = declareModal(state, settings, from?.channelId, about, { title })
      return { ...nothing, answer: { open } }
    },
  },
}
