import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { type PostMortemSettings, templateNamePattern } from '../settings.ts'
import { standardTemplateName, type TemplateLibrary } from './library.ts'
import { parseTemplate, type Template, TemplateError } from './template.ts'

const bundledTemplatesDir = fileURLToPath(new URL('../../../templates', import.meta.url))

/** Where a team keeps its own templates, and which template is used when nobody chooses. */
export interface TemplateSelection {
  folder?: string | undefined
  usual?: string
}

/** Which post-mortem templates a team has configured. */
export const selectTemplates = ({ postMortem }: PostMortemSettings): TemplateSelection => ({
  folder: postMortem.templates,
  usual: postMortem.template,
})

/**
 * Loads the bundled post-mortem templates and a team's own, which override bundled ones of the same name. A template
 * that cannot be parsed becomes a complaint; the others are loaded all the same.
 */
export function loadTemplates({ folder, usual = standardTemplateName }: TemplateSelection = {}): TemplateLibrary {
  const templates = new Map<string, Template>()
  const complaints = new Map<string, string>()
  readTemplatesInto(templates, complaints, bundledTemplatesDir)
  const fallback = templates.get(standardTemplateName)
  if (!fallback)
    throw new Error(complaints.get(standardTemplateName) ?? `${bundledTemplatesDir} has no ${standardTemplateName}.md`)
  if (folder) readTemplatesInto(templates, complaints, folder)
  const library = { templates, complaints, usual, fallback }
  if (!templates.has(usual) && !complaints.has(usual)) complaints.set(usual, unknownTemplateMistake(usual, templates))
  return library
}

/** Loads the templates for a bot that starts: a broken one is logged and does not stop it. */
export function loadTemplatesLogged(wanted: TemplateSelection, log: Pick<Logger, 'warn'>): TemplateLibrary {
  const library = loadTemplates(wanted)
  for (const [template, complaint] of library.complaints)
    log.warn({ template, complaint }, 'a post-mortem template cannot be used')
  return library
}

const unknownTemplateMistake = (name: string, templates: ReadonlyMap<string, Template>): string =>
  `there is no form called "${name}": one of ${[...templates.keys()].join(', ')}`

type TemplateComplaints = Map<string, string>

function readTemplatesInto(templates: Map<string, Template>, complaints: TemplateComplaints, folder: string): void {
  for (const file of filesIn(folder, complaints)) {
    const name = basename(file, '.md')
    templates.delete(name)
    try {
      templates.set(name, parseTemplate(name, readText(name, file)))
    } catch (error) {
      complaints.set(name, describeTemplateLoadError(error))
    }
  }
}

/** The templates of a folder. A README beside them is not one. */
function filesIn(folder: string, complaints: TemplateComplaints): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md') && name.toLowerCase() !== 'readme.md')
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    complaints.set(folder, `the folder ${folder} cannot be read: ${describeTemplateLoadError(error)}`)
    return []
  }
}

const describeTemplateLoadError = (error: unknown): string => {
  if (error instanceof TemplateError) return error.message
  if (error instanceof Error && 'code' in error) return error.message
  throw error
}

function readText(name: string, file: string): string {
  if (!templateNamePattern.test(name))
    throw new TemplateError(`${name}: name a template in lower-case letters, digits, - and _, for example ours.md`)
  const bytes = readFileSync(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new TemplateError(`${name}, line ${lineOfNoText(bytes)}: this is not UTF-8`)
  }
}

/** The first line that is not valid UTF-8. */
const lineOfNoText = (bytes: Buffer): number => bytes.toString('utf8').split('\uFFFD')[0]?.split('\n').length ?? 1
