import { parseSettings } from '../features.ts'
import { settingsOf } from '../platform/config/config.ts'
import { loadTemplates, selectTemplates } from '../postmortem/templates/load.ts'

/** Checks every template and prints what is wrong with it. Returns true when all are valid. */
export function checkTemplates(env: NodeJS.ProcessEnv, folder?: string): boolean {
  const { templates, complaints } = loadTemplates({
    ...selectTemplates(settingsOf(env, parseSettings)),
    ...(folder && { folder }),
  })
  for (const { name, does } of templates.values()) if (!complaints.has(name)) console.log(`ok     ${name}: ${does}`)
  for (const complaint of complaints.values()) console.log(`wrong  ${complaint}`)
  return complaints.size === 0
}
