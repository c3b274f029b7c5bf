/** A short mark of what a form shows: another one when the form comes back means that it was changed meanwhile. */
export function computeFingerprint(...shown: readonly (string | null | readonly string[])[]): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(shown)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

export const editConflictMessage =
  'Somebody changed this while you were filling it in. Please close it and open it again.'
