import { parseDocument } from 'yaml'

/**
 * The content of a YAML text. Throws a YAMLError for errors, and also for what `yaml` only warns about, such as an
 * unknown tag: by default it would print the warning among our messages and continue.
 */
export function parseYaml(source: string): unknown {
  const document = parseDocument(source, { logLevel: 'error' })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) throw problem
  return document.toJS()
}
