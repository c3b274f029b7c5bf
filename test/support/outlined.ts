import { loadForms } from '../../src/config/forms.ts'
import type { PostMortem } from '../../src/postmortem/document/model.ts'
import { outlineIn } from '../../src/postmortem/outline/forms.ts'
import type { Outline } from '../../src/postmortem/outline/outline.ts'
import { renderMarkdown } from '../../src/postmortem/render/markdown.ts'

/** The forms that come along. */
export const forms = loadForms()

export const outlined = (document: PostMortem, form: string | null = null): Outline =>
  outlineIn(document, forms, form)

export const inMarkdown = (document: PostMortem, form: string | null = null): string =>
  renderMarkdown(outlined(document, form))
