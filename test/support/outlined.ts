import type { Confidential } from '../../src/postmortem/document/confidential.ts'
import type { PostMortem } from '../../src/postmortem/document/model.ts'
import { renderMarkdown } from '../../src/postmortem/render/markdown.ts'
import { outlineWithTemplate } from '../../src/postmortem/templates/library.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import type { Outline } from '../../src/postmortem/templates/outline.ts'

/** The built-in templates. */
export const forms = loadTemplates()

/** For documents without names to mask. */
const nobody = { people: [], channels: [], workspaceUrl: null }

export const outlined = (
  document: PostMortem,
  form: string | null = null,
  confidential: Confidential = nobody,
): Outline => outlineWithTemplate(document, forms, form, confidential)

export const inMarkdown = (
  document: PostMortem,
  form: string | null = null,
  confidential: Confidential = nobody,
): string => renderMarkdown(outlined(document, form, confidential))
