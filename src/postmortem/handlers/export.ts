import type { Word } from '../../dispatch/registry.ts'
import { falseAlarm } from '../after/draft.ts'
import { exportFile } from '../export.ts'
import { formats, readExport } from '../export-words.ts'
import type { Forms } from '../outline/forms.ts'

/** The post-mortem as a file, in any format and form. */
export const exportWord = (forms: Forms): Word => ({
  word: 'export',
  usage: `export [${formats.join('|')}] [form] [INC-12]`,
  example: 'export md public',
  does: "the post-mortem as a file in the incident's channel",
  namesIncident: true,
  on: 'incident',
  act: 'export',
  run: ({ incident }, { rest, by }, { settings }) => {
    if (incident.status === 'cancelled') return { refusal: falseAlarm(incident, settings.command) }
    const wanted = readExport(rest, forms, settings.command)
    return 'refusal' in wanted ? wanted : exportFile(incident, wanted, by.id)
  },
})
