import { z } from 'zod'
import { refusedIn } from '../canvas/check.ts'
import type { Canvas } from '../state/canvases.ts'
import type { World } from '../world.ts'
import { ApiError, invalidArguments } from './error.ts'
import { openConversation } from './lookup.ts'
import { embedded, filledText, method, text } from './method.ts'

const LONGEST = 1_048_576

const content = z.object({ type: z.literal('markdown'), markdown: z.string().max(LONGEST) })
type Content = z.output<typeof content>

/** Slack accepts exactly one change per call: https://docs.slack.dev/reference/methods/canvases.edit */
const oneChange = z.tuple([
  z.union([
    z.object({ operation: z.enum(['insert_at_start', 'insert_at_end']), document_content: content }),
    z.object({
      operation: z.enum(['insert_before', 'insert_after']),
      document_content: content,
      section_id: filledText,
    }),
    z.object({
      operation: z.literal('replace'),
      document_content: content,
      section_id: filledText.optional(),
    }),
    z.object({ operation: z.literal('delete'), section_id: filledText }),
    z.object({ operation: z.literal('rename'), title_content: content }),
  ]),
])
type Change = z.output<typeof oneChange>[0]

function contentOf(body: unknown): Content | undefined {
  if (body === undefined) return undefined
  const parsed = content.safeParse(body)
  if (parsed.success) return parsed.data
  throw invalidArguments(['failed to match exactly one allowed schema [json-pointer:/document_content]'])
}

function checkPlan(world: World): void {
  if (world.canvases.plan === 'off') throw new ApiError('canvas_disabled_user_team')
}

function checkContent(markdown: string, code: string): void {
  const problem = refusedIn(markdown)
  if (problem) throw new ApiError(code, { detail: `'content' error: ${problem}` })
}

/** Creates a canvas. Without a channel it is a standalone canvas, which the free plan does not allow. */
const create = method({
  needs: ['canvases:write'],
  args: { title: text.optional(), channel_id: text.optional(), document_content: embedded.optional() },
  run: (args, world) => {
    checkPlan(world)
    const body = contentOf(args.document_content)
    const isFree = world.canvases.plan === 'free'
    if (isFree && !args.channel_id) throw new ApiError('free_teams_cannot_create_non_tabbed_canvases')
    const channel = args.channel_id ? openConversation(args.channel_id, world).id : undefined
    if (isFree && channel && world.canvases.tabsOf(channel).length > 0)
      throw new ApiError('free_team_canvas_tab_already_exists')
    return { canvas_id: made(args.title, body, { channel, isChannels: false }, world).id }
  },
})

/** Creates the channel canvas, of which each channel has at most one. */
const createForChannel = method({
  needs: ['canvases:write'],
  args: { channel_id: filledText, title: text.optional(), document_content: embedded.optional() },
  run: (args, world) => {
    checkPlan(world)
    const body = contentOf(args.document_content)
    const channel = openConversation(args.channel_id, world).id
    if (world.canvases.plan === 'free') throw new ApiError('team_tier_cannot_create_channel_canvases')
    if (world.canvases.tabsOf(channel).some(({ isChannels }) => isChannels))
      throw new ApiError('channel_canvas_already_exists')
    return { canvas_id: made(args.title, body, { channel, isChannels: true }, world).id }
  },
})

function made(
  title: string | undefined,
  body: Content | undefined,
  place: Pick<Canvas, 'channel' | 'isChannels'>,
  world: World,
): Canvas {
  const { markdown } = body ?? { markdown: '' }
  checkContent(markdown, 'canvas_creation_failed')
  return world.canvases.add({ title: title ?? 'Untitled', markdown, user: world.app.botUserId, ...place })
}

const edit = method({
  needs: ['canvases:write'],
  args: { canvas_id: filledText, changes: embedded },
  run: (args, world) => {
    checkPlan(world)
    const wanted = oneChange.safeParse(args.changes)
    if (!wanted.success) throw invalidArguments(['failed to match [json-pointer:/changes]'])
    const canvas = writableCanvas(args.canvas_id, world)
    apply(canvas, wanted.data[0], world.canvases.mostInChange)
    return {}
  },
})

/** The app may edit its own canvases and the tabs of channels it is a member of. */
function writableCanvas(id: string, world: World): Canvas {
  const canvas = world.canvases.all.get(id)
  const bot = world.app.botUserId
  const isIn = canvas?.channel && world.conversations.get(canvas.channel)?.members.has(bot)
  if (!canvas || !(canvas.user === bot || isIn)) throw new ApiError('canvas_not_found')
  if (world.canvases.plan === 'free' && !canvas.channel)
    throw new ApiError('free_teams_cannot_edit_standalone_canvases')
  return canvas
}

function apply(canvas: Canvas, change: Change, most: number): void {
  if (change.operation === 'rename') {
    canvas.title = change.title_content.markdown
    return
  }
  // Sections have no ids here, because this workspace does not implement `canvases.sections.lookup`.
  if ('section_id' in change && change.section_id !== undefined) throw new ApiError('canvas_editing_failed')
  if (!('document_content' in change)) throw new ApiError('canvas_editing_failed')
  const { markdown } = change.document_content
  if (markdown.length > most) throw new ApiError('canvas_editing_failed')
  checkContent(markdown, 'canvas_editing_failed')
  canvas.markdown = written(canvas.markdown, change.operation, markdown)
}

function written(before: string, operation: Change['operation'], markdown: string): string {
  if (operation === 'insert_at_start') return `${markdown}\n\n${before}`
  return operation === 'insert_at_end' ? `${before}\n\n${markdown}` : markdown
}

export const canvasMethods = {
  'canvases.create': create,
  'canvases.edit': edit,
  'conversations.canvases.create': createForChannel,
}
