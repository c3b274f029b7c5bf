import type { DocumentFormat } from '../delivery/call.ts'
import { buildPostMortem } from './build.ts'
import { renderMarkdown } from './markdown.ts'
import type { Material } from './material.ts'

/** A post-mortem as a file. */
export interface RenderedDocument {
  name: string
  title: string
  content: string
}

export function renderDocument(material: Material, format: DocumentFormat): RenderedDocument {
  const document = buildPostMortem(material)
  const { reference } = document.incident
  const content = format === 'md' ? renderMarkdown(document) : `${JSON.stringify(document, null, 2)}\n`
  return { name: `${reference}-postmortem.${format}`, title: `${reference} post-mortem (draft)`, content }
}
