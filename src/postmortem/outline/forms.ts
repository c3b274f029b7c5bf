import type { PostMortem } from '../document/model.ts'
import { note, paragraph, strong } from './nodes.ts'
import { type Outline, outlineOf } from './outline.ts'
import { type Template, TemplateError } from './template.ts'

/** The form that every other falls back to. */
export const standard = 'standard'

/** The forms there are. */
export interface Forms {
  templates: ReadonlyMap<string, Template>
  /** What is wrong with those that could not be read, by name. */
  complaints: ReadonlyMap<string, string>
  /** The team's own. */
  usual: string
}

/**
 * The document in the form that is wanted; null: the team's own. Where that form cannot be used it is `standard`, and
 * says on top what to mend.
 */
export function outlineIn(document: PostMortem, forms: Forms, wanted: string | null): Outline {
  const name = wanted ?? forms.usual
  const template = forms.templates.get(name)
  const fallback = (complaint: string) => complaining(document, forms, complaint)
  if (!template) return fallback(forms.complaints.get(name) ?? `There is no form called "${name}".`)
  try {
    return outlineOf(document, template)
  } catch (error) {
    if (error instanceof TemplateError && name !== standard) return fallback(error.message)
    throw error
  }
}

function complaining(document: PostMortem, forms: Forms, complaint: string): Outline {
  const template = forms.templates.get(standard)
  if (!template) throw new Error('there is no standard template')
  const outline = outlineOf(document, template)
  const words = ` ${complaint} This is the form "${standard}" instead.`
  const notice = note('gap', paragraph(strong('The form could not be used.'), words))
  const [title, ...others] = outline.sections
  const told = { key: null, heading: null, pieces: [{ nodes: [notice], isRecord: true }], written: null }
  return { ...outline, complaint, sections: title ? [title, told, ...others] : [told] }
}
