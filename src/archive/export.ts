import { writeFile } from 'node:fs/promises'
import { databaseOf, formsIn, settingsOf } from '../config/config.ts'
import { loadForms } from '../config/forms.ts'
import { parseReference } from '../incident/model.ts'
import { findIncidentId } from '../incident/store.ts'
import { makeLog } from '../log.ts'
import { renderDocument } from '../postmortem/rendered.ts'
import { loadMaterial, picturesFor } from '../postmortem/store.ts'
import { openDatabase } from '../store/database.ts'
import { UsageError } from './usage.ts'

const formats = ['md', 'html', 'json'] as const

/** Writes an incident's post-mortem to a file; reads the database as a guest, so that a running bot is not disturbed. */
export async function exportDocument(
  env: NodeJS.ProcessEnv,
  incident: string,
  format: string,
  out: string,
): Promise<void> {
  const number = parseReference(incident)
  const wanted = formats.find((known) => known === format)
  if (number === undefined) throw new UsageError(`"${incident}" is no incident: write INC-12`)
  if (!wanted) throw new UsageError(`"${format}" is no format: write ${formats.join(', ')}`)
  const forms = loadForms(formsIn(settingsOf(env)))
  const config = databaseOf({ DATABASE_URL: env.DATABASE_URL, DATA_DIR: env.DATA_DIR })
  const database = await openDatabase(config, { log: makeLog('warn', 'stderr'), guest: true })
  try {
    const rendered = await database.transact(async (tx) => {
      const id = await findIncidentId(tx, number)
      if (!id) throw new UsageError(`There is no INC-${number}.`)
      return renderDocument(
        await loadMaterial(tx, id),
        { format: wanted, template: null },
        forms,
        await picturesFor(tx, id, wanted),
      )
    })
    await writeFile(out, rendered.content)
  } finally {
    await database.close()
  }
}
