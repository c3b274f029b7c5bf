/** A short hash of the values a modal shows. A different hash on submit means that somebody changed them since. */
export function computeFingerprint(...shown: readonly (string | null | readonly string[])[]): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(shown)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** The refusal shown when the fingerprints differ. */
export const editConflictMessage =
  'Somebody changed this while you were filling it in. Please close it and open it again.'
