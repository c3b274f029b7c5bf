/** A map of these pairs. Throws if one name stands for two things. */
export function toUniqueMap<T>(pairs: readonly (readonly [string, T])[]): Map<string, T> {
  const map = new Map(pairs)
  const twice = pairs.find(([name, value]) => map.get(name) !== value)
  if (twice) throw new Error(`"${twice[0]}" is registered twice`)
  return map
}
