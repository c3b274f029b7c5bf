import type { Command } from '../../core/feature/feature.ts'
import { documentFormats } from '../../core/outbox/rendered.ts'
import { requestCanvas } from '../canvas/sync-canvas.ts'
import { noPostMortemText } from '../close/closing.ts'
import { parseExportRequest } from '../export/export-request.ts'
import { exportFile } from '../export/file.ts'
import type { PostMortemContext } from '../settings.ts'
import type { TemplateLibrary } from '../templates/library.ts'

/** The command that exports the post-mortem as a file, in any format and template, or as its canvas. */
export const exportCommand = (library: TemplateLibrary): Command<PostMortemContext> => ({
  word: 'export',
  usage: `export [${documentFormats.join('|')}|canvas] [form] [INC-12]`,
  example: 'export md public',
  does: "the post-mortem as a file in the incident's channel, or as its canvas",
  panel: [{ on: 'ended', row: 'Carry on', rank: 1, label: 'Export' }],
  namesIncident: true,
  on: 'incident',
  act: 'export',
  run: (ctx, { rest, by }) => {
    const { incident } = ctx.state
    const { settings } = ctx
    if (incident.status === 'cancelled') return { refusal: noPostMortemText(incident, settings) }
    const request = parseExportRequest(rest, library, settings.command)
    if ('refusal' in request) return request
    return 'canvas' in request ? requestCanvas(ctx) : exportFile(incident, request, by.id)
  },
})
