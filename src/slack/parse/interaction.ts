import { z } from 'zod'
import type { Actor, Input, Pressed, Shortcut, Submitted } from '../../dispatch/input.ts'
import { Content, contentOf, Ts } from './common.ts'

const User = z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() })
const Team = z.object({ id: z.string() })

/** What our buttons and modals carry (slack/blocks.ts writes it). */
const Reference = z.object({ incidentId: z.string(), about: z.string() })
const Metadata = Reference.partial().extend({ channelId: z.string().optional() })

/** A button, a modal or a shortcut → an input; undefined when it is none of ours. */
export function parseInteraction(body: unknown): Input | undefined {
  const { data } = z.object({ type: z.string() }).safeParse(body)
  if (data?.type === 'block_actions') return press(body)
  if (data?.type === 'view_submission') return submission(body)
  if (data?.type === 'message_action' || data?.type === 'shortcut') return shortcut(body)
  return undefined
}

const actorOf = ({ id, username, name }: z.infer<typeof User>): Actor => {
  const known = name ?? username
  return { id, ...(known && { name: known }) }
}

const Press = z.object({
  user: User,
  team: Team,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string() })).min(1),
})

function press(body: unknown): Pressed | undefined {
  const { data } = Press.safeParse(body)
  const action = data?.actions[0]
  const to = action && parseJson(action.value, Reference)
  if (!data || !to) return undefined
  return {
    type: 'pressed',
    workspaceId: data.team.id,
    by: actorOf(data.user),
    action: action.action_id.split(':')[0] ?? '',
    ...to,
    channelId: data.channel?.id,
    once: `press:${data.trigger_id}`,
    triggerId: data.trigger_id,
  }
}

const Field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})
const Submission = z.object({
  user: User,
  team: Team,
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Field)) }),
  }),
})

function submission(body: unknown): Submitted | undefined {
  const { data } = Submission.safeParse(body)
  const about = data && parseJson(data.view.private_metadata || '{}', Metadata)
  if (!data || !about) return undefined
  const fields = Object.entries(data.view.state.values).map(([name, element]) => {
    const [field] = Object.values(element)
    return [name, field?.value ?? field?.selected_option?.value ?? ''] as const
  })
  return {
    type: 'submitted',
    workspaceId: data.team.id,
    by: actorOf(data.user),
    form: data.view.callback_id,
    incidentId: about.incidentId || undefined,
    about: about.about ?? '',
    channelId: about.channelId,
    fields: Object.fromEntries(fields),
    once: `view:${data.view.id}`,
  }
}

const ShortcutBody = z.object({
  user: User,
  team: Team,
  callback_id: z.string(),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  message: Content.extend({
    ts: Ts,
    thread_ts: Ts.nullish(),
    text: z.string().nullish(),
    user: z.string().nullish(),
    bot_id: z.string().nullish(),
  }).nullish(),
})

function shortcut(body: unknown): Shortcut | undefined {
  const { data } = ShortcutBody.safeParse(body)
  if (!data) return undefined
  const { user, team, callback_id: callback, trigger_id, channel, message } = data
  const author = message?.user ?? message?.bot_id
  return {
    type: 'shortcut',
    workspaceId: team.id,
    by: actorOf(user),
    callback,
    once: `shortcut:${trigger_id}`,
    triggerId: trigger_id,
    ...(message &&
      channel && {
        message: {
          channelId: channel.id,
          ts: message.ts,
          threadTs: message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null,
          text: wordsOf(message),
          author: author ? { id: author } : null,
        },
      }),
  }
}

/** Monitoring bots often put all their words into attachments. */
function wordsOf(message: z.infer<typeof Content> & { text?: string | null | undefined }): string {
  const alert = contentOf(message).find(({ kind }) => kind === 'link')
  return message.text || [alert?.title, alert?.text].filter((words) => words).join(': ')
}

function parseJson<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
