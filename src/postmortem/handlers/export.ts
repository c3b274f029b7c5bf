import { documentFormats } from '../../core/outbox/call.ts'
import type { Command } from '../../core/registry.ts'
import { askForCanvas } from '../canvas/keeping.ts'
import { hasNone } from '../close/closing.ts'
import { exportFile } from '../export/file.ts'
import { readExport } from '../export/words.ts'
import type { Forms } from '../templates/library.ts'

/** The post-mortem as a file, in any format and form. */
export const exportWord = (forms: Forms): Command => ({
  word: 'export',
  usage: `export [${documentFormats.join('|')}|canvas] [form] [INC-12]`,
  example: 'export md public',
  does: "the post-mortem as a file in the incident's channel, or as its canvas",
  namesIncident: true,
  on: 'incident',
  act: 'export',
  run: (state, { rest, by }, ctx) => {
    const { incident } = state
    const { settings } = ctx
    if (incident.status === 'cancelled') return { refusal: hasNone(incident, settings) }
    const wanted = readExport(rest, forms, settings.command)
    if ('refusal' in wanted) return wanted
    return 'canvas' in wanted ? askForCanvas(state, by, ctx) : exportFile(incident, wanted, by.id)
  },
})
