import { z } from 'zod'

/** A setting that had another name in an earlier release: the path it had, and the path it has now. */
export type RenamedKey = readonly [oldPath: string, newPath: string]

const Keys = z.record(z.string(), z.unknown())

/**
 * Settings with every renamed key under its current name, and a hint for each key that should be renamed in the file.
 * A key that is given under both names is left as it is: it is reported as unknown.
 */
export function withCurrentKeys(
  content: unknown,
  renamedKeys: readonly RenamedKey[],
): { content: unknown; hints: string[] } {
  const hints: string[] = []
  let current = content
  for (const [oldPath, newPath] of renamedKeys) {
    const renamed = renameKey(current, oldPath.split('.'), newPath.split('.').at(-1) ?? newPath)
    if (renamed === undefined) continue
    current = renamed
    hints.push(`"${oldPath}" is now called "${newPath}": please rename it; the old name still works`)
  }
  return { content: current, hints }
}

/** Undefined where there is nothing to rename. */
function renameKey(content: unknown, [key = '', ...rest]: readonly string[], newKey: string): unknown {
  const keys = Keys.safeParse(content).data
  if (!keys || !Object.hasOwn(keys, key)) return undefined
  if (rest.length > 0) {
    const renamed = renameKey(keys[key], rest, newKey)
    return renamed === undefined ? undefined : { ...keys, [key]: renamed }
  }
  if (Object.hasOwn(keys, newKey)) return undefined
  const { [key]: value, ...others } = keys
  return { ...others, [newKey]: value }
}
