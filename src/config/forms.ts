import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Forms, standard } from '../postmortem/outline/forms.ts'
import { parseTemplate, type Template, TemplateError } from '../postmortem/outline/template.ts'

const own = fileURLToPath(new URL('../../templates', import.meta.url))

/** Reads the forms of the post-mortem: those that come along, and a team's, which may stand in for them. */
export function loadForms({ folder, usual = standard }: { folder?: string; usual?: string } = {}): Forms {
  const templates = new Map<string, Template>()
  const complaints = new Map<string, string>()
  for (const file of [...filesIn(own), ...(folder ? filesIn(folder) : [])]) {
    const name = basename(file, '.md')
    templates.delete(name)
    complaints.delete(name)
    try {
      templates.set(name, parseTemplate(name, readFileSync(file, 'utf8')))
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      complaints.set(name, error.message)
    }
  }
  return { templates, complaints, usual }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => join(folder, name))
