import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { standardTemplateName, type TemplateLibrary } from '../../postmortem/templates/library.ts'
import { parseTemplate, type Template, TemplateError } from '../../postmortem/templates/template.ts'
import { templateNamePattern } from './post-mortem.ts'

const bundledTemplatesDir = fileURLToPath(new URL('../../../templates', import.meta.url))

/** Where a team keeps its forms, and which it uses when nobody chooses. */
export interface TemplateSelection {
  folder?: string | undefined
  usual?: string
}

/**
 * Reads the forms of the post-mortem: those that come along, and a team's, which may stand in for them. What cannot be
 * read is a complaint; the forms that can be are there all the same.
 */
export function loadTemplates({ folder, usual = standardTemplateName }: TemplateSelection = {}): TemplateLibrary {
  const templates = new Map<string, Template>()
  const complaints = new Map<string, string>()
  readInto(templates, complaints, bundledTemplatesDir)
  const fallback = templates.get(standardTemplateName)
  if (!fallback)
    throw new Error(complaints.get(standardTemplateName) ?? `${bundledTemplatesDir} has no ${standardTemplateName}.md`)
  if (folder) readInto(templates, complaints, folder)
  const forms = { templates, complaints, usual, fallback }
  if (!templates.has(usual) && !complaints.has(usual)) complaints.set(usual, unknownTemplateMistake(usual, templates))
  return forms
}

/** The same for a bot that starts: a broken form stops nobody, and is said to whoever reads the log. */
export function loadTemplatesLogged(wanted: TemplateSelection, log: Pick<Logger, 'warn'>): TemplateLibrary {
  const forms = loadTemplates(wanted)
  for (const [form, complaint] of forms.complaints)
    log.warn({ form, complaint }, 'a form of the post-mortem cannot be used')
  return forms
}

const unknownTemplateMistake = (name: string, templates: ReadonlyMap<string, Template>): string =>
  `there is no form called "${name}": one of ${[...templates.keys()].join(', ')}`

type Complaints = Map<string, string>

function readInto(templates: Map<string, Template>, complaints: Complaints, folder: string): void {
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

/** A folder's forms; what people read about the folder is none. */
function filesIn(folder: string, complaints: Complaints): string[] {
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
    throw new TemplateError(`${name}: name a form in lower-case letters, digits, - and _, for example ours.md`)
  const bytes = readFileSync(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new TemplateError(`${name}, line ${lineOfNoText(bytes)}: this is no UTF-8`)
  }
}

/** The first line that is no text. */
const lineOfNoText = (bytes: Buffer): number => bytes.toString('utf8').split('\uFFFD')[0]?.split('\n').length ?? 1
