import type { Json } from '../json.ts'
import type { Canvas } from '../state/canvases.ts'
import type { World } from '../world.ts'

/** The file object of a canvas: Slack lists canvases as files. */
export function wireCanvas(canvas: Canvas, world: World): Json {
  const kind = canvas.channel && world.conversations.get(canvas.channel)?.kind
  const inKind = (wanted: string) => (canvas.channel && kind === wanted ? [canvas.channel] : [])
  return {
    id: canvas.id,
    created: canvas.created,
    timestamp: canvas.created,
    name: canvas.title,
    title: canvas.title,
    mimetype: 'application/vnd.slack-docs',
    filetype: 'quip',
    pretty_type: 'Canvas',
    mode: 'quip',
    user: canvas.user,
    editable: true,
    size: canvas.markdown.length,
    channels: inKind('public'),
    groups: inKind('private'),
    ims: [],
  }
}
