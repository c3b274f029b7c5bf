import type { DocumentFormat } from '../../core/outbox/rendered.ts'
import { escapeBidiControlsInJson } from '../../platform/strings.ts'
import { buildPostMortem } from '../document/build.ts'
import type { PostMortemInput } from '../input.ts'
import { postMortemStateLabels } from '../record.ts'
import { renderMarkdown } from '../render/markdown.ts'
import { renderPage } from '../render/page/page.ts'
import type { Pictures } from '../render/page/picture.ts'
import { outlineFromMaterial, type TemplateLibrary } from '../templates/library.ts'
import type { Outline } from '../templates/outline.ts'

/** A post-mortem as a file. */
export interface RenderedDocument {
  name: string
  title: string
  content: string
  /** What is wrong with the requested template; null if nothing is. */
  complaint: string | null
}

/** The requested format and template; a null template means the one chosen for the post-mortem. */
export interface FileRequest {
  format: DocumentFormat
  template: string | null
}

/** Renders a post-mortem as a file. `pictures` are only shown in HTML. */
export function renderDocument(
  input: PostMortemInput,
  { format, template }: FileRequest,
  library: TemplateLibrary,
  pictures: Pictures,
): RenderedDocument {
  const document = buildPostMortem(input)
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
  const outline = outlineFromMaterial(input, document, library, template)
  return { name, title, content: documentRenderers[format](outline, pictures), complaint: outline.complaint }
}

const documentRenderers: Record<Exclude<DocumentFormat, 'json'>, (outline: Outline, pictures: Pictures) => string> = {
  md: renderMarkdown,
  html: renderPage,
}
