import { writeFile } from 'node:fs/promises'
import { parseReference } from '../core/incident/model.ts'
import { documentFormats } from '../core/outbox/rendered.ts'
import { findNearestCommand } from '../core/router/nearest.ts'
import { parseSettings } from '../features.ts'
import { findIncidentId } from '../incident/lifecycle/store.ts'
import { databaseOf, settingsOf } from '../platform/config/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { makeLog } from '../platform/log.ts'
import type { FileRequest, RenderedDocument } from '../postmortem/export/document.ts'
import { formatNames, templateNames } from '../postmortem/export/export-request.ts'
import type { TemplateLibrary } from '../postmortem/templates/library.ts'
import { loadTemplates, selectTemplates } from '../postmortem/templates/load.ts'
import { runRenderJob } from '../postmortem/worker/order.ts'
import { CannotWriteError, UsageError } from './usage-error.ts'

export interface ExportOptions {
  format: string
  template?: string
  /** A file name, or `-` for standard output. */
  out: string
}

/**
 * Writes an incident's post-mortem to a file. Opens the database as a guest, so that a running bot is not disturbed.
 * Returns the complaint about the requested template if another was used in its place, otherwise null.
 */
export async function exportDocument(
  env: NodeJS.ProcessEnv,
  incident: string,
  options: ExportOptions,
): Promise<string | null> {
  const number = parseReference(incident)
  if (number === undefined) throw new UsageError(`"${incident}" is not an incident reference: write INC-12`)
  const templates = loadTemplates(selectTemplates(settingsOf(env, parseSettings)))
  const { content, complaint } = await renderIncidentDocument(
    env,
    number,
    parseExportOptions(options, templates),
    templates,
  )
  if (options.out === '-') process.stdout.write(content)
  else await writeOutputFile(options.out, content)
  return complaint
}

async function writeOutputFile(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CannotWriteError(`${file} cannot be written: ${why}`)
  }
}

function parseExportOptions({ format: requested, template }: ExportOptions, templates: TemplateLibrary): FileRequest {
  const format = documentFormats.find((one) => one === requested)
  if (!format) throw new UsageError(`"${requested}" is not a format: write ${formatNames}`)
  if (template === undefined) return { format, template: null }
  if (format === 'json') throw new UsageError('json contains everything on record and takes no template')
  const names = templateNames(templates)
  if (names.includes(template)) return { format, template }
  const near = findNearestCommand(template, names)
  const guess = near ? ` Did you mean ${near}?` : ''
  throw new UsageError(`There is no template "${template}".${guess} There are: ${names.join(', ')}`)
}

async function renderIncidentDocument(
  env: NodeJS.ProcessEnv,
  number: number,
  wanted: FileRequest,
  templates: TemplateLibrary,
): Promise<RenderedDocument> {
  const config = databaseOf({ DATABASE_URL: env.DATABASE_URL, DATA_DIR: env.DATA_DIR })
  const log = makeLog('warn', 'stderr')
  const database = await openDatabase(config, { log, guest: true })
  try {
    const incidentId = await database.transact((tx) => findIncidentId(tx, number))
    if (!incidentId) throw new UsageError(`There is no INC-${number}.`)
    return await runRenderJob(database.transact, { incidentId, as: 'file', wanted }, templates, log)
  } finally {
    await database.close()
  }
}
