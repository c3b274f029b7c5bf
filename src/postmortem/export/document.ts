import type { DocumentFormat } from '../../core/outbox/call.ts'
import { escapeBidiControlsInJson } from '../../platform/strings.ts'
import { buildPostMortem } from '../document/build.ts'
import type { PostMortemInput } from '../input.ts'
import { postMortemStateLabels } from '../record.ts'
import { renderMarkdown } from '../render/markdown.ts'
import { renderPage } from '../render/page/page.ts'
import type { Pictures } from '../render/page/picture.ts'
import { outlineFrom, type TemplateLibrary } from '../templates/library.ts'
import type { Outline } from '../templates/outline.ts'

/** A post-mortem as a file. */
export interface RenderedDocument {
  name: string
  title: string
  content: string
  /** What is wrong with the form that was wanted; null where nothing is. */
  complaint: string | null
}

/** As what, and in which form; null: the one that was chosen for it. */
export interface FileRequest {
  format: DocumentFormat
  template: string | null
}

/** `pictures`: the bytes of those that the format shows. */
export function renderDocument(
  material: PostMortemInput,
  { format, template }: FileRequest,
  forms: TemplateLibrary,
  pictures: Pictures,
): RenderedDocument {
  const document = buildPostMortem(material)
  const { reference } = document.incident
  const title = `${reference} post-mortem (${postMortemStateLabels[document.state]})`
  const name = `${reference}-postmortem.${format}`
  if (format === 'json')
    return {
      name,
      title,
      content: escapeBidiControlsInJson(`${JSON.stringify(document, null, 2)}\n`),
      complaint: null,
    }
  const outline = outlineFrom(material, document, forms, template)
  return { name, title, content: renderers[format](outline, pictures), complaint: outline.complaint }
}

const renderers: Record<Exclude<DocumentFormat, 'json'>, (outline: Outline, pictures: Pictures) => string> = {
  md: renderMarkdown,
  html: renderPage,
}
