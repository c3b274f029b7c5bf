import type { Refusal } from '../../core/decision.ts'
import { parseReference } from '../../core/incident/model.ts'
import { type DocumentFormat, documentFormats } from '../../core/outbox/rendered.ts'
import { findNearestCommand } from '../../core/router/nearest.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { standardTemplateName, type TemplateLibrary } from '../templates/library.ts'
import type { FileRequest } from './document.ts'

/** The formats in words: `md, html or json`. */
export const formatNames = [documentFormats.slice(0, -1).join(', '), documentFormats.at(-1)].join(' or ')

/** The names of all templates, including broken ones: a document requested in one of those says what to fix. */
export const templateNames = (library: TemplateLibrary): string[] =>
  [...new Set([...library.templates.keys(), ...library.complaints.keys()])].toSorted()

/** What to export: a file, or the canvas, whose template is the one chosen for the post-mortem. */
export type ExportRequest = FileRequest | { canvas: true }

/** Parses a format, a template and an incident, in any order: `json`, `public`, `md public INC-12`, `canvas`. */
export function parseExportRequest(words: string, library: TemplateLibrary, command: string): ExportRequest | Refusal {
  let wanted: { format?: DocumentFormat | 'canvas'; template?: string } = {}
  for (const word of words.toLowerCase().split(/\s+/)) {
    if (word === '' || parseReference(word) !== undefined) continue
    const format = [...documentFormats, 'canvas' as const].find((name) => name === word)
    const template = templateNames(library).find((name) => name.toLowerCase() === word)
    if (!format && !template) return { refusal: explainUnknownWord(word, library, command) }
    if ((format && wanted.format) || (template && wanted.template))
      return { refusal: `One ${format ? 'format' : 'form'} at a time. For example: \`${command} export md\`` }
    wanted = { ...wanted, ...(format ? { format } : template ? { template } : {}) }
  }
  return toExportRequest(wanted.format ?? 'md', wanted.template ?? null, command)
}

function toExportRequest(
  format: DocumentFormat | 'canvas',
  template: string | null,
  command: string,
): ExportRequest | Refusal {
  if (format === 'canvas')
    return template
      ? { refusal: `A canvas has the form chosen for the post-mortem: \`${command} postmortem\`, *Form…*` }
      : { canvas: true }
  // A template may leave out names on purpose, and JSON contains all of them.
  if (format === 'json' && template)
    return { refusal: `\`json\` is all that is on record, in no form: \`${command} export json\`` }
  return { format, template }
}

function explainUnknownWord(word: string, library: TemplateLibrary, command: string): string {
  const names = templateNames(library)
  const near = findNearestCommand(word, [...documentFormats, 'canvas', ...names])
  const guess = near ? ` Did you mean \`${near}\`?` : ''
  return `I know neither a format nor a form \`${escapeMrkdwn(word.replaceAll('`', "'").slice(0, 40))}\`.${guess} Formats: ${joinAsCode([...documentFormats, 'canvas'])}. Forms: ${joinAsCode(names)}. For example: \`${command} export md ${near && names.includes(near) ? near : standardTemplateName}\``
}

const joinAsCode = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ')
