import { type Confidential, collectConfidential } from '../document/confidential.ts'
import type { PostMortem } from '../document/model.ts'
import { publicDocument } from '../document/public.ts'
import type { PostMortemInput } from '../input.ts'
import { noteNode, paragraphNode, strongNode } from './nodes.ts'
import { buildOutline, type Outline } from './outline.ts'
import { type Template, TemplateError } from './template.ts'

/** The template that replaces one that cannot be used. */
export const standardTemplateName = 'standard'

/** All templates that were loaded. */
export interface TemplateLibrary {
  templates: ReadonlyMap<string, Template>
  /** Why a template could not be loaded, by its name; why a folder could not be read, by its path. */
  complaints: ReadonlyMap<string, string>
  /** Name of the team's default template. */
  usual: string
  /** `standard` as shipped, even if the team has replaced it. */
  fallback: Template
}

/**
 * Lays out the document with the template `wanted`; null means the team's default. A public template only ever gets the
 * masked document. If the template cannot be used, falls back to `standard` and says at the top what to fix.
 */
export function outlineWithTemplate(
  document: PostMortem,
  library: TemplateLibrary,
  wanted: string | null,
  confidential: Confidential,
): Outline {
  const name = wanted ?? library.usual
  const template = library.templates.get(name)
  const fallback = (complaint: string) => prependTemplateComplaint(buildOutline(document, library.fallback), complaint)
  if (!template) return fallback(library.complaints.get(name) ?? `there is no form called "${name}"`)
  try {
    return buildOutline(template.audience === 'public' ? publicDocument(document, confidential) : document, template)
  } catch (error) {
    if (error instanceof TemplateError && template !== library.fallback) return fallback(error.message)
    throw error
  }
}

/**
 * Like `outlineWithTemplate`, with `templateName` or else the template stored for the post-mortem. `document` may cover only part
 * of `material`; the confidential names always come from all of it.
 */
export const outlineFromMaterial = (
  material: PostMortemInput,
  document: PostMortem,
  library: TemplateLibrary,
  templateName: string | null = null,
): Outline =>
  outlineWithTemplate(
    document,
    library,
    templateName ?? material.record?.template ?? null,
    collectConfidential(material),
  )

/** The complaint as readers see it. */
const formatTemplateComplaint = (complaint: string): string =>
  `${complaint}. This is the form "${standardTemplateName}" instead, which names people.`

function prependTemplateComplaint(outline: Outline, why: string): Outline {
  const complaint = formatTemplateComplaint(why)
  const notice = noteNode('gap', paragraphNode(strongNode('The form could not be used:'), ` ${complaint}`))
  const [title, ...others] = outline.sections
  const section = { key: null, heading: null, pieces: [{ nodes: [notice], isRecord: true }], written: null }
  return { ...outline, complaint, sections: title ? [title, section, ...others] : [section] }
}
