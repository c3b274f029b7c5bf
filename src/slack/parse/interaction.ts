import { z } from 'zod'
import { sayAction, sayModal } from '../../core/feature/ask-modal.ts'
import type { Actor, ButtonClicked, CommandInvoked, Input, ModalSubmitted, ShortcutUsed } from '../../core/input.ts'
import { anyActionName } from '../../messages/blocks.ts'
import { parseJsonAs } from '../../platform/json.ts'
import { Content, readAttachments, readMessageMarkup, SlackTs } from './common.ts'
import { ModalState, readFieldValues, toCommandWords } from './fields.ts'

const UserPayload = z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() })
const Team = z.object({ id: z.string() })

/** What our buttons and modals carry (messages/blocks.ts writes it). */
const ControlTargetPayload = z.object({ incidentId: z.string(), about: z.string() })
const Metadata = ControlTargetPayload.partial().extend({ channelId: z.string().optional() })

/** Parses a button, a modal or a shortcut. Undefined if it is not ours. */
export function parseInteraction(body: unknown): Input | undefined {
  const { data } = z.object({ type: z.string() }).safeParse(body)
  if (data?.type === 'block_actions') return parseButtonClick(body)
  if (data?.type === 'view_submission') return parseModalSubmission(body)
  if (data?.type === 'message_action' || data?.type === 'shortcut') return parseShortcut(body)
  return undefined
}

const actorOf = ({ id, username, name }: z.infer<typeof UserPayload>): Actor => {
  const handle = name ?? username
  return { id, ...(handle && { name: handle }) }
}

const ButtonClickPayload = z.object({
  user: UserPayload,
  team: Team,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  view: z
    .object({
      id: z.string(),
      type: z.string(),
      hash: z.string(),
      private_metadata: z.string().nullish(),
      state: ModalState.nullish(),
    })
    .nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

/**
 * What the control acts on. A button carries all of it; a menu has the incident in its action id (messages/blocks.ts).
 */
function readControlTarget({
  action_id,
  value,
  selected_option,
}: z.infer<typeof ButtonClickPayload>['actions'][number]) {
  if (value) {
    const to = parseJsonAs(value, ControlTargetPayload)
    return to && { action: action_id.split(':')[0] ?? '', incidentId: to.incidentId || undefined, about: to.about }
  }
  const [name = '', incidentId] = action_id.split('@')
  if (!selected_option) return undefined
  const { action, about } = splitMenuChoice(name, selected_option.value)
  return { action, incidentId: incidentId || undefined, about }
}

/** The chosen option names the action if the menu does not. */
function splitMenuChoice(name: string, value: string): { action: string; about: string } {
  if (name !== anyActionName) return { action: name, about: value }
  const [action = '', ...about] = value.split(':')
  return { action, about: about.join(':') }
}

function parseButtonClick(body: unknown): ButtonClicked | CommandInvoked | undefined {
  const { data } = ButtonClickPayload.safeParse(body)
  const to = data?.actions[0] && readControlTarget(data.actions[0])
  if (!data || !to) return undefined
  const view = data.view?.type === 'modal' ? data.view : undefined
  const metadata = parseJsonAs(view?.private_metadata || '{}', Metadata)
  const channelId = data.channel?.id ?? metadata?.channelId
  const base = {
    workspaceId: data.team.id,
    by: actorOf(data.user),
    once: `press:${data.trigger_id}`,
    triggerId: data.trigger_id,
  }
  if (to.action === sayAction.name) {
    const { incidentId, about: word } = to
    const command = { ...base, channelId: channelId ?? '', word, rest: '', ...(incidentId && { incidentId }) }
    return channelId ? { type: 'commandInvoked', ...command, via: 'modal' } : undefined
  }
  return {
    type: 'buttonClicked',
    ...base,
    ...to,
    channelId,
    ...(view && {
      modal: {
        viewId: view.id,
        hash: view.hash,
        about: metadata?.about ?? '',
        fields: view.state ? readFieldValues(view.state) : {},
      },
    }),
  }
}

const ModalSubmissionPayload = z.object({
  user: UserPayload,
  team: Team,
  view: z.object({
    id: z.string(),
    hash: z.string().nullish(),
    callback_id: z.string(),
    private_metadata: z.string(),
    blocks: z
      .array(
        z.looseObject({
          block_id: z.string().nullish(),
          element: z.looseObject({ initial_value: z.string().nullish() }).nullish(),
        }),
      )
      .nullish(),
    state: ModalState,
  }),
})

function parseModalSubmission(body: unknown): ModalSubmitted | CommandInvoked | undefined {
  const { data } = ModalSubmissionPayload.safeParse(body)
  const about = data && parseJsonAs(data.view.private_metadata || '{}', Metadata)
  if (!data || !about) return undefined
  const { view, team, user } = data
  const base = {
    workspaceId: team.id,
    by: actorOf(user),
    // An updated modal keeps its view id, so the hash is needed to tell them apart.
    once: `view:${view.id}:${view.hash ?? ''}`,
  }
  if (view.callback_id === sayModal.name) return toCommandInvoked(base, about, view)
  const fields = readFieldValues(view.state)
  return {
    type: 'modalSubmitted',
    ...base,
    callbackId: view.callback_id,
    // The modal may ask for the incident.
    incidentId: fields.incident || about.incidentId || undefined,
    about: about.about ?? '',
    channelId: about.channelId,
    fields,
    initial: readInitialValues(view),
  }
}

const readInitialValues = ({ blocks }: z.infer<typeof ModalSubmissionPayload>['view']): Record<string, string> =>
  Object.fromEntries(
    (blocks ?? []).flatMap(({ block_id: name, element }) =>
      name && element ? [[name, element.initial_value ?? ''] as const] : [],
    ),
  )

/**
 * A modal that asked for a command's arguments. Its values, in the order of the inputs, are what would have been typed.
 */
function toCommandInvoked(
  base: Pick<CommandInvoked, 'workspaceId' | 'by' | 'once'>,
  { incidentId, about: word = '', channelId }: z.infer<typeof Metadata>,
  { blocks, state }: z.infer<typeof ModalSubmissionPayload>['view'],
): CommandInvoked | undefined {
  if (!channelId) return undefined
  const shown = (blocks ?? []).flatMap(({ block_id: id }) => (id && state.values[id] ? [id] : []))
  const rest = shown.flatMap((id) => toCommandWords(state, id)).join(' ')
  const field = shown.at(-1) ?? ''
  const about = incidentId ? { incidentId } : {}
  return { type: 'commandInvoked', ...base, ...about, channelId, word, rest, via: 'modal', field }
}

const ShortcutPayload = z.object({
  user: UserPayload,
  team: Team,
  callback_id: z.string(),
  trigger_id: z.string(),
  channel: z.object({ id: z.string(), name: z.string().nullish() }).nullish(),
  message: Content.extend({
    ts: SlackTs,
    thread_ts: SlackTs.nullish(),
    text: z.string().nullish(),
    user: z.string().nullish(),
    bot_id: z.string().nullish(),
  }).nullish(),
})

function parseShortcut(body: unknown): ShortcutUsed | undefined {
  const { data } = ShortcutPayload.safeParse(body)
  if (!data) return undefined
  const { user, team, callback_id: callback, trigger_id, channel, message } = data
  const author = message?.user ?? message?.bot_id
  return {
    type: 'shortcutUsed',
    workspaceId: team.id,
    by: actorOf(user),
    callback,
    once: `shortcut:${trigger_id}`,
    triggerId: trigger_id,
    ...(channel && { channelId: channel.id }),
    ...(message &&
      channel && {
        message: {
          channelId: channel.id,
          ts: message.ts,
          threadTs: message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null,
          text: readMessageOrAlertText(message),
          author: author ? { id: author } : null,
          isPrivate: hiddenChannelNamePattern.test(channel.name ?? ''),
          hasMore: readAttachments(message).length > 0,
        },
      }),
  }
}

/** Slack hides the names of channels that not everybody can see. `mpdm-…` is a group conversation. */
const hiddenChannelNamePattern = /^(privategroup|directmessage|mpdm-.*)$/

/** Monitoring bots often put their whole text into attachments. */
function readMessageOrAlertText(message: z.infer<typeof Content> & { text?: string | null | undefined }): string {
  const alert = readAttachments(message).find(({ kind }) => kind === 'link')
  return readMessageMarkup(message) || [alert?.title, alert?.text].filter((words) => words).join(': ')
}
