import { answerWithModal, type Decision, emptyDecision, type Refusal } from '../../../core/decision.ts'
import type { BaseContext, DecisionContext, WithActor } from '../../../core/feature/context.ts'
import type { Command } from '../../../core/feature/feature.ts'
import type { Handler } from '../../../core/feature/handler.ts'
import { handlesAction, handlesModal } from '../../../core/feature/on-control.ts'
import type { Mode } from '../../../core/incident/model.ts'
import { severityNamed } from '../../../core/incident/severity.ts'
import type { CommandInvoked, ShortcutUsed } from '../../../core/input.ts'
import type { WorkspaceState } from '../../../core/state.ts'
import { clipText, toPlainText } from '../../../messages/mrkdwn.ts'
import { zoneOf } from '../../../platform/db/people.ts'
import { extractProse } from '../../../platform/text.ts'
import { incidentActions, incidentModals } from '../controls.ts'
import { declareIncident } from '../declare.ts'
import { declareModal, fullDeclareModal, retrospectiveDeclareModal } from '../declare-modal.ts'
import { carryMessage } from '../from-message.ts'
import { readDeclaration } from '../read-declaration.ts'
import { findOpenIncidentInChannel } from '../store.ts'

/** Splits `SEV2 checkout is slow` into severity and title. A first word that is no severity belongs to the title. */
function splitSeverityAndTitle(
  ctx: BaseContext,
  { rest }: Pick<CommandInvoked, 'rest'>,
): { severity: string | undefined; title: string } {
  const [first = '', ...others] = rest.trim().split(/\s+/)
  const severity = first ? severityNamed(first, ctx) : undefined
  return severity
    ? { severity, title: toPlainText(others.join(' ')) }
    : { severity: undefined, title: toPlainText(rest) }
}

/** Declares at once when there is a title, otherwise opens the modal. */
const declareHandlerFor =
  (mode: Mode) =>
  (ctx: WithActor<DecisionContext<WorkspaceState>>, command: CommandInvoked): Decision | Refusal => {
    const { severity, title } = splitSeverityAndTitle(ctx, command)
    const { channelId, triggerId, word } = command
    if (title) return declareIncident(ctx, { severity, title, channelId, mode })
    if (!triggerId) return { refusal: missingTitleText(ctx, word, severity) }
    const filled = severity ? { severity } : {}
    const open = declareModal(ctx.state, ctx.settings, channelId, { origin: { mode }, filled })
    return answerWithModal(open)
  }

/** A mention may be in a thread, where slash commands do not work, so the example leaves the slash command out. */
const missingTitleText = (ctx: BaseContext, word: string, severity: string | undefined): string =>
  `What is wrong? For example: \`${word} ${severity ?? severityNamed(undefined, ctx)} checkout is slow\``

export const declareCommands: Command[] = [
  {
    word: 'declare',
    usage: 'declare [SEV1] [title]',
    example: 'declare SEV2 checkout is slow',
    does: 'start an incident',
    on: 'workspace',
    act: 'declare',
    run: declareHandlerFor('live'),
  },
  {
    word: 'drill',
    usage: 'drill [SEV1] [title]',
    example: 'drill SEV2 the primary database is gone',
    does: 'start an exercise: marked as a drill everywhere, counted nowhere',
    on: 'workspace',
    act: 'declare',
    run: declareHandlerFor('drill'),
  },
  {
    word: 'retro',
    usage: 'retro [SEV1] [title]',
    example: 'retro SEV2 checkout was slow last night',
    does: 'write up what already happened, with its times; nobody is alarmed',
    on: 'workspace',
    act: 'declare',
    run: (ctx, command) => {
      const { severity, title } = splitSeverityAndTitle(ctx, command)
      const { channelId, triggerId } = command
      const filled = { title, ...(severity && { severity }) }
      if (triggerId)
        return {
          ...emptyDecision,
          answer: { open: retrospectiveDeclareModal(ctx.state, ctx.settings, channelId, filled) },
        }
      if (!title) return { refusal: missingTitleText(ctx, command.word, severity) }
      return declareIncident(ctx, { severity, title, channelId, mode: 'retrospective' })
    },
  },
]

export const onDeclareModal = handlesModal(incidentModals.declare, {
  on: 'workspace',
  act: 'declare',
  run: async (ctx, { fields, channelId, about }, tx) => {
    const zone = (await zoneOf(tx, ctx.by.id)) ?? ctx.settings.zone
    const parsed = readDeclaration(fields, about.origin, { zone, now: ctx.now })
    if ('refusal' in parsed) return parsed
    const servedBy = parsed.here && channelId ? await findOpenIncidentInChannel(tx, channelId) : null
    return declareIncident(ctx, { ...parsed, channelId, servedBy })
  },
})

export const onDeclareMore = handlesAction(incidentActions.declareMore, {
  on: 'viewer',
  act: 'declare',
  run: ({ state, settings }, { modal: form, channelId }) => {
    const opened = form && incidentModals.declare.read(form.about)
    if (!opened) return { refusal: 'I did not understand that form. Please open it again.' }
    return answerWithModal(fullDeclareModal(state, settings, channelId, { origin: opened.origin, filled: form.fields }))
  },
})

export const declareShortcuts: Record<string, Handler<ShortcutUsed, WithActor>> = {
  declare: {
    on: 'viewer',
    act: 'declare',
    run: ({ state, settings }, _input) => ({
      ...emptyDecision,
      answer: { open: declareModal(state, settings, undefined) },
    }),
  },
  declare_from_message: {
    on: 'viewer',
    act: 'declare',
    run: ({ state, settings }, { message: from }) => {
      const title = from ? clipText(extractProse(toPlainText(from.text)), 500) : ''
      const origin = { mode: 'live' as const, ...(from && { source: carryMessage(from) }) }
      const open = declareModal(state, settings, from?.channelId, { origin, filled: { title } })
      return answerWithModal(open)
    },
  },
}
