/** A map of these pairs. Throws if one name stands for two things. */
export function toUniqueMap<Name extends string, T>(pairs: readonly (readonly [Name, T])[]): Map<Name, T> {
  const map = new Map(pairs)
  const twice = pairs.find(([name, value]) => map.get(name) !== value)
  if (twice) throw new Error(`"${twice[0]}" is registered twice`)
  return map
}
