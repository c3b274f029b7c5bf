import { type Confidential, confidentialIn } from '../document/confidential.ts'
import type { PostMortem } from '../document/model.ts'
import { publicDocument } from '../document/public.ts'
import type { PostMortemInput } from '../input.ts'
import { noteNode, paragraphNode, strongNode } from './nodes.ts'
import { buildOutline, type Outline } from './outline.ts'
import { type Template, TemplateError } from './template.ts'

/** The form that every other falls back to. */
export const standardTemplateName = 'standard'

/** The forms there are. */
export interface TemplateLibrary {
  templates: ReadonlyMap<string, Template>
  /** What is wrong with those that could not be read, by name; what is wrong with a folder, by its path. */
  complaints: ReadonlyMap<string, string>
  /** The team's own. */
  usual: string
  /** `standard` as it comes along, whatever a team made of it. */
  fallback: Template
}

/**
 * The document in the form that is wanted; null: the team's own. A public form never sees what is confidential. Where
 * that form cannot be used it is `standard`, and says on top what to mend.
 */
export function outlineIn(
  document: PostMortem,
  forms: TemplateLibrary,
  wanted: string | null,
  confidential: Confidential,
): Outline {
  const name = wanted ?? forms.usual
  const template = forms.templates.get(name)
  const fallback = (complaint: string) => prependTemplateComplaint(buildOutline(document, forms.fallback), complaint)
  if (!template) return fallback(forms.complaints.get(name) ?? `there is no form called "${name}"`)
  try {
    return buildOutline(template.audience === 'public' ? publicDocument(document, confidential) : document, template)
  } catch (error) {
    if (error instanceof TemplateError && template !== forms.fallback) return fallback(error.message)
    throw error
  }
}

/**
 * The same for what is stored, unless another form is named in the one that was chosen for it. The document may be a
 * part of what is stored: what is confidential is known from all of it.
 */
export const outlineFrom = (
  material: PostMortemInput,
  document: PostMortem,
  forms: TemplateLibrary,
  form: string | null = null,
): Outline => outlineIn(document, forms, form ?? material.record?.template ?? null, confidentialIn(material))

/** What is said of a form that could not be used. */
const sayComplaint = (complaint: string): string =>
  `${complaint}. This is the form "${standardTemplateName}" instead, which names people.`

function prependTemplateComplaint(outline: Outline, why: string): Outline {
  const complaint = sayComplaint(why)
  const notice = noteNode('gap', paragraphNode(strongNode('The form could not be used:'), ` ${complaint}`))
  const [title, ...others] = outline.sections
  const told = { key: null, heading: null, pieces: [{ nodes: [notice], isRecord: true }], written: null }
  return { ...outline, complaint, sections: title ? [title, told, ...others] : [told] }
}
