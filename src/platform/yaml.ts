import { parseDocument } from 'yaml'

/**
 * The content of a YAML text. Throws a YAMLError for what is wrong, and also for what `yaml` only warns of, such as a
 * tag it does not know: by itself it would print the warning between our sentences and read on.
 */
export function parseYaml(source: string): unknown {
  const document = parseDocument(source, { logLevel: 'error' })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) throw problem
  return document.toJS()
}
