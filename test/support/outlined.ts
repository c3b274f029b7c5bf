import { loadTemplates } from '../../src/platform/config/templates.ts'
import type { Confidential } from '../../src/postmortem/document/confidential.ts'
import type { PostMortem } from '../../src/postmortem/document/model.ts'
import { renderMarkdown } from '../../src/postmortem/render/markdown.ts'
import { outlineIn } from '../../src/postmortem/templates/library.ts'
import type { Outline } from '../../src/postmortem/templates/outline.ts'

/** The forms that come along. */
export const forms = loadTemplates()

/** Of documents in which nobody is known by name. */
const nobody = { people: [], channels: [], workspaceUrl: null }

export const outlined = (
  document: PostMortem,
  form: string | null = null,
  confidential: Confidential = nobody,
): Outline => outlineIn(document, forms, form, confidential)

export const inMarkdown = (
  document: PostMortem,
  form: string | null = null,
  confidential: Confidential = nobody,
): string => renderMarkdown(outlined(document, form, confidential))
